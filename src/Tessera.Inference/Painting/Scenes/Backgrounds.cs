using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Things;
using Tessera.Inference.Painting.Words;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>Which background a caption gets when it names none: where its first thing is at home.</summary>
internal static class Backgrounds
{
    // A tree is 2 and a street lamp 1.7: a cat under one is outdoors.
    private const float LandmarkTallMin = 1.7f;

    public static Ground Choose(Caption caption, int tabletop, Chance chance)
    {
        if (tabletop >= 0)
        {
            return GroundList.Tabletop;
        }

        if (caption.Ground is { } named)
        {
            return named;
        }

        if (caption.Style is Style.Line or Style.Icon)
        {
            return GroundList.Paper;
        }

        if (caption.Backdrop is not null || caption.Style is Style.Product)
        {
            return GroundList.Studio;
        }

        if (caption.Hour is not null && caption.Items.Count > 0 && caption.Items.All(item => item.Thing.Home is Home.Sky or Home.Space))
        {
            return GroundList.Sky;
        }

        if (caption.Items.Count == 0)
        {
            return caption.Hour is null ? GroundList.Studio : GroundList.Meadow;
        }

        var free = caption.Items.Where(item => item.Relation is not (Relation.In or Relation.Wearing)).ToList();

        // Balloons above a cake are in the room of the cake.
        free = free.Exists(item => !item.Thing.Floats) ? free.FindAll(item => !item.Thing.Floats) : free;
        var landmark = free.Find(item => item.Thing.Tall >= LandmarkTallMin && item.Thing.Home is (Home.Meadow or Home.Road or Home.Sea));
        var first = landmark ?? free.FirstOrDefault(item => item.Thing.Home is not (Home.Studio or Home.Table)) ?? free.FirstOrDefault() ?? caption.Items[0];
        var own = new Chance(Chance.Mix(chance.Next(), Chance.Of(first.Thing.Name)));
        return first.Thing.Home switch
        {
            Home.Table => own.Odds(0.65f) ? GroundList.Tabletop : GroundList.Studio,
            Home.Room => GroundList.Room,
            Home.Meadow => GroundList.Meadow,
            Home.Road => GroundList.Road,
            Home.Sea => first.Thing.Name is "fish" or "octopus" or "whale" or "shark" or "dolphin" or "submarine" ? GroundList.Under : GroundList.Sea,
            Home.Sky => GroundList.Sky,
            Home.Space => GroundList.Space,
            _ => GroundList.Studio,
        };
    }
}
