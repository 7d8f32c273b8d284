using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Grounds;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Painting.Styles;
using Tessera.Inference.Painting.Words;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>The picture's own space: fits groups into it so that nothing is cut off.</summary>
internal sealed class Stage(float wide, float tall, Ground ground, Style style, bool cutOut)
{
    private const float Margin = 0.06f;

    /// <summary>Width for height.</summary>
    public float Shape => wide / tall;

    private bool Centred => cutOut || ground.Weightless || ground.Horizon >= 1 || style is Style.Icon or Style.Line;

    public void Fit(List<Piece> pieces, Spot spot, bool roomAbove, Chance chance)
    {
        var bounds = Assembly.Bounds(pieces);
        var fill = style switch { Style.Icon => 0.62f, Style.Line => 0.76f, Style.Product => 0.6f, _ => chance.Between(0.58f, 0.66f) };
        if (cutOut)
        {
            // On nothing, a picture is its object; what casts a shadow leaves room for it.
            fill = style is Style.Icon or Style.Line ? 0.82f : 0.74f;
        }
        else if (style is not (Style.Icon or Style.Line))
        {
            fill += 0.13f * Arith.Clamp((bounds.Height / bounds.Width - 1.1f) / 0.9f);
        }

        if (!cutOut && pieces.TrueForAll(piece => piece.Item.Thing.Shadowless) && !Centred)
        {
            fill *= 0.55f;
        }

        var room = fill * tall * (roomAbove ? 0.75f : 1);
        var scale = MathF.Min((fill + (cutOut ? 0.08f : 0.2f)) * wide / bounds.Width, room / bounds.Height);
        var slack = wide - bounds.Width * scale;
        var middle = spot switch
        {
            Spot.Left => bounds.Width * scale / 2 + Margin,
            Spot.Right => wide - bounds.Width * scale / 2 - Margin,
            _ => wide / 2 + (spot == Spot.Centre || Centred ? 0 : chance.Between(-0.12f, 0.12f) * slack),
        };
        var height = bounds.Height * scale;
        var floor = tall * (ground.Horizon + (1 - ground.Horizon) * chance.Between(0.48f, 0.6f));
        // What is not tall stands further back, nearer to the middle of the picture.
        floor -= 0.3f * tall * (1 - ground.Horizon) * Arith.Clamp(1 - 2 * height / tall);
        var bottom = Centred ? (tall + height) / 2 : MathF.Max(floor, height + Margin * tall);
        if (pieces.TrueForAll(piece => piece.Item.Thing.Floats && !piece.Grounded) && !Centred)
        {
            bottom = MathF.Max(tall * (pieces[0].Item.Thing.Shadowless ? 0.32f : 0.46f) + height / 2, height + Margin);
        }

        bottom = spot switch { Spot.Top => height + Margin, Spot.Bottom => tall - Margin, _ => bottom };
        foreach (var piece in pieces)
        {
            var frame = piece.Frame;
            piece.Frame = new Frame(middle + (frame.Left - bounds.Middle) * scale, bottom + (frame.Top - bounds.Bottom) * scale, frame.Width * scale, frame.Height * scale);
        }
    }

    /// <summary>Puts a group of floating things into the upper part of the picture.</summary>
    public void Hang(List<Piece> pieces, int index, int count, Chance chance)
    {
        var bounds = Assembly.Bounds(pieces);
        var scale = MathF.Min(0.9f * wide / count / bounds.Width, 0.28f * tall / bounds.Height);
        var middle = wide * (index + 0.5f) / count + chance.Between(-0.25f, 0.25f) * (wide / count - bounds.Width * scale);
        var top = Margin + chance.Between(0, 0.04f);
        foreach (var piece in pieces)
        {
            var frame = piece.Frame;
            piece.Frame = new Frame(middle + (frame.Left - bounds.Middle) * scale, top + (frame.Top - bounds.Top) * scale, frame.Width * scale, frame.Height * scale);
            (piece.Grounded, piece.Depth) = (false, -20);
        }
    }
}
