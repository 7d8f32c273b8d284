using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Tests.Routing;
using Tessera.Gateway.Validation;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Tests.Providers.Engine;

public sealed class EngineOrderTests
{
    [Theory]
    [InlineData("", 384, 1, "")]
    [InlineData("\"size\":\"auto\",\"quality\":\"auto\"", 384, 1, "")]
    [InlineData("\"size\":\"1024x1024\"", 1024, 1, "size: drawn at 384x384, scaled to 1024x1024")]
    [InlineData("\"quality\":\"medium\"", 384, 1, "")]
    [InlineData("\"quality\":\"low\"", 384, 1, "quality: drawn as medium is")]
    [InlineData("\"quality\":\"hd\"", 384, 4, "quality: hd is high; quality: the best of 4 by the model's own judgement")]
    [InlineData("\"moderation\":\"low\"", 384, 1, "moderation: nothing is moderated on this machine")]
    public void Generation_IsDecided_AndSaysWhatChanged(string asked, int width, int candidates, string adjusted)
    {
        var call = Taken(Ask.Json(Ask.Body(SomeModel.Id, asked)));

        var order = EngineOrder.Of(call);

        Assert.Equal((width, candidates), (order.Size.Width, order.Candidates));
        Assert.Equal(adjusted, Adjusted(call));
    }

    [Theory]
    [InlineData("", 800, 600)]
    [InlineData("\"size\":\"auto\"", 800, 600)]
    [InlineData("\"size\":\"1024x1024\"", 1024, 1024)]
    public void Edit_KeepsTheSizeOfItsPicture_UnlessAskedForAnother(string asked, int width, int height)
    {
        var call = Taken(Ask.Edit(Ask.Body(SomeModel.Id, asked), [Ask.Png(800, 600)], Ask.Png(800, 600, withAlpha: true, name: "mask")));

        Assert.Equal(new ImageSize(width, height), EngineOrder.Of(call).Size);
        Assert.Equal("mask: the part around it is drawn at 384x384, and all outside is kept", Adjusted(call));
    }

    [Fact]
    public void Edit_OfAPictureThatIsNoSize_IsOfTheModelsOwn() =>
        Assert.Equal(new ImageSize(384, 384), EngineOrder.Of(Taken(Ask.Edit(Ask.Body(SomeModel.Id), [Ask.Png(900, 100)]))).Size);

    [Theory]
    [InlineData(false, "image: this model cannot look at pictures: it draws anew in the likeness of this one, and a mask says what to keep")]
    [InlineData(true, "")]
    public void Edit_WithoutAMask_SaysWhetherTheModelLooksAtThePicture(bool takesReferences, string adjusted) =>
        Assert.Equal(adjusted, Adjusted(Taken(Ask.Edit(Ask.Body(SomeModel.Id), [Ask.Png(64, 64)]), SomeModel.Card(takesReferences: takesReferences))));

    [Fact]
    public void Order_ToDraw_HasWhatTheCallSays_AndNoMoreCandidatesThanFit()
    {
        var call = Taken(Ask.Json(Ask.Body(SomeModel.Id, "\"n\":3,\"quality\":\"high\",\"stream\":true,\"partial_images\":2,\"size\":\"512x384\"")));

        var order = EngineOrder.Of(call).ToDraw(call, new DecodedPictures([], null, null), seed: 7, sequencesMax: 2);

        Assert.Equal(("a fox", 512, 384, 7UL, 3, 2, 2, false), (order.Prompt, order.Width, order.Height, order.Seed, order.Pictures, order.Candidates, order.Partials, order.Vary));
    }

    [Fact]
    public void Plan_OfALiveKey_IsTheEngine_AndOfATestKeyThePainter()
    {
        var call = Taken(Ask.Json(Ask.Body(SomeModel.Id)));

        Assert.Equal(("engine", false), Route(call, KeyKind.Live));
        Assert.Equal(("tessera", true), Route(call, KeyKind.Test));
        Assert.Equal(KeyKind.Live, Resident.KindFor(Resident.Playground, call));
        Assert.Equal(KeyKind.Test, Resident.KindFor(Resident.Playground, Ask.Taken(Ask.Body("gpt-image-2"))));
    }

    [Fact]
    public void Plan_WithoutTheEngineAmongThoseAskedFor_SaysWhoServesIt()
    {
        var call = Taken(Ask.Json(Ask.Body(SomeModel.Id))) with { Preference = new([], ["openai"]) };

        Assert.Contains("Those that do: engine", Plan(call, KeyKind.Live).Error!.Message, StringComparison.Ordinal);
    }

    private static (string Provider, bool Simulated) Route(ImageCall call, KeyKind kind)
    {
        var route = Assert.Single(Plan(call, kind).Value!.Routes);
        return (route.Provider.Name, route.Simulated);
    }

    private static Result<Plan, CallerError> Plan(ImageCall call, KeyKind kind) =>
        Planner.Plan(call, kind, TestProvider.List("openai"), SomeModel.Catalogue(), new(SomeModel.Day, default, default));

    private static ImageCall Taken(ImageRequest request, params ModelCard[] cards)
    {
        Assert.False(ImageValidation.Check(request, SomeModel.Catalogue(cards)).Failed(out var error, out var call), error?.Message);
        return call!;
    }

    private static string Adjusted(ImageCall call) => string.Join("; ", call.Adjustments.Concat(EngineOrder.Adjustments(call)).Select(adjustment => $"{adjustment.Field}: {adjustment.Note}"));
}
