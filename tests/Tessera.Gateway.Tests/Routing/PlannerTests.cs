using Tessera.Gateway.Calls;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Tests.Calls;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Tests.Routing;

/// <summary>Call, key, providers and a day in; routes out.</summary>
public sealed class PlannerTests
{
    private const string Today = "2026-11-20";

    [Theory]
    [InlineData("gpt-image-2", "")]
    [InlineData("gpt-image-2", "openai vercel")]
    [InlineData("dall-e-2", "openai")]
    [InlineData("tessera/sketch", "")]
    public void TestKey_AnyModel_GoesToThePainterAtTheModelsOwnPrices(string model, string providers)
    {
        var call = Ask.Taken(Ask.Body(model));
        var route = Assert.Single(Plan(call, KeyKind.Test, providers).Routes);
        Assert.Equal(("tessera", true, call.Model.ListPrices), (route.Provider.Name, route.Simulated, route.Prices));
    }

    /// <summary>Providers that are on; the date; the routes in order, and what each calls the model.</summary>
    [Theory]
    [InlineData("gpt-image-2", "openai vercel", Today, "openai:gpt-image-2 vercel:openai/gpt-image-2")]
    [InlineData("gpt-image-2", "vercel openai", Today, "vercel:openai/gpt-image-2 openai:gpt-image-2")]
    [InlineData("openai/gpt-image-2", "openai", Today, "openai:gpt-image-2")]
    [InlineData("gpt-image-1", "openai vercel", Today, "vercel:openai/gpt-image-1")]
    [InlineData("gpt-image-1", "openai vercel", "2026-10-22", "openai:gpt-image-1 vercel:openai/gpt-image-1")]
    [InlineData("gpt-image-1", "openai vercel", "2026-10-23", "vercel:openai/gpt-image-1")]
    [InlineData("gpt-image-1-mini", "openai", "2026-11-30", "openai:gpt-image-1-mini")]
    [InlineData("bfl/flux-2-pro", "openai vercel", Today, "vercel:bfl/flux-2-pro")]
    [InlineData("tessera/sketch", "openai vercel", Today, "tessera:sketch")]
    public void LiveKey_GetsTheRoutesThatAreOpenThatDay(string model, string providers, string day, string routes) =>
        Assert.Equal(routes, Written(Plan(Ask.Taken(Ask.Body(model)), KeyKind.Live, providers, day)));

    [Theory]
    [InlineData("vercel", null, "vercel openai")]
    [InlineData("vercel openai", null, "vercel openai")]
    [InlineData("nobody vercel", null, "vercel openai")]
    [InlineData("", null, "openai vercel")]
    [InlineData("", "vercel", "vercel")]
    [InlineData("", "vercel openai", "openai vercel")]
    [InlineData("vercel openai", "openai", "openai")]
    public void Preference_OrdersAndLimits(string order, string? only, string routes)
    {
        var call = Ask.Taken(Ask.Body("gpt-image-2")) with { Preference = new(Words(order), only is null ? null : Words(only)) };
        Assert.Equal(routes, string.Join(' ', Plan(call, KeyKind.Live, "openai vercel").Routes.Select(route => route.Provider.Name)));
    }

    [Fact]
    public void Seed_OfAModelWithout_IsDroppedOnTheRouteAndReported()
    {
        var route = Assert.Single(Plan(Ask.Taken(Ask.Body("gpt-image-2", "\"seed\":7")), KeyKind.Live, "openai").Routes);
        Assert.Null(route.Call.Seed);
        Assert.Equal([new Adjustment("seed", AdjustmentKind.Dropped, "this model has no seed")], route.Adjustments);
    }

    [Fact]
    public void Seed_OfAModelThatHasOne_GoesAlong()
    {
        var route = Assert.Single(Plan(Ask.Taken(Ask.Body("bfl/flux-2-pro", "\"seed\":7")), KeyKind.Live, "vercel").Routes);
        Assert.Equal((7, 0), (route.Call.Seed, route.Adjustments.Count));
    }

    [Fact]
    public void Seed_InTheSandbox_IsThePainters() =>
        Assert.Equal(7, Assert.Single(Plan(Ask.Taken(Ask.Body("gpt-image-2", "\"seed\":7")), KeyKind.Test, "").Routes).Call.Seed);

    [Fact]
    public void Variation_AtAProvider_IsAnEditWithAPrompt_AndReported()
    {
        var call = Ask.Taken(Ask.Form(Operation.Vary, [Ask.Png()], ("model", "gpt-image-2")));
        var route = Assert.Single(Plan(call, KeyKind.Live, "openai").Routes);
        Assert.NotEmpty(route.Call.Prompt);
        Assert.Equal(("variation", AdjustmentKind.Mapped), (route.Adjustments[0].Field, route.Adjustments[0].Kind));
    }

    [Fact]
    public void Adjustments_OfTheCall_ComeFirstOnEachRoute()
    {
        var call = Ask.Taken(Ask.Body("gpt-image-2", "\"quality\":\"hd\",\"seed\":1"));
        Assert.All(Plan(call, KeyKind.Live, "openai vercel").Routes, route => Assert.Equal(["quality", "seed"], route.Adjustments.Select(adjustment => adjustment.Field)));
    }

    internal static Plan Plan(ImageCall call, KeyKind key, string providers, string day = Today)
    {
        Assert.False(Try(call, key, providers, day).Failed(out var error, out var plan), error?.Message);
        return plan!;
    }

    internal static Result<Plan, CallerError> Try(ImageCall call, KeyKind key, string providers, string day = Today) =>
        Planner.Plan(call, key, TestProvider.List(Words(providers)), Ask.Catalogue, DateTimeOffset.Parse($"{day}T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    private static string Written(Plan plan) => string.Join(' ', plan.Routes.Select(route => $"{route.Provider.Name}:{route.ProviderModel}"));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
