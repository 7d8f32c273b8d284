using Tessera.Gateway.Calls;
using Tessera.Gateway.Tests.Calls;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Tests.Routing;

/// <summary>What a caller reads where nobody can serve the call, word for word.</summary>
public sealed class NoRouteTests
{
    [Theory]
    [InlineData("gpt-image-2", "", "", "no_route", "No provider that serves openai/gpt-image-2 is switched on. Set OPENAI_API_KEY or AI_GATEWAY_API_KEY to reach it, or call it with a test key.")]
    [InlineData("bfl/flux-2-pro", "openai", "", "no_route", "No provider that serves bfl/flux-2-pro is switched on. Set AI_GATEWAY_API_KEY to reach it, or call it with a test key.")]
    [InlineData("luma/photon-1", "openai vercel", "", "no_route", "No provider that serves luma/photon-1 is switched on. A test key still draws it, in the sandbox.")]
    [InlineData("gpt-image-2", "openai vercel", "azure bfl", "no_providers_available", "None of the providers asked for (azure, bfl) serves openai/gpt-image-2 here. Those that do: openai, vercel.")]
    [InlineData("gpt-image-1", "openai", "", "invalid_value", "gpt-image-1 was switched off at OpenAI on 2026-10-23. Its successor gpt-image-2.5-sunburst makes 1024x1024 high for 0.0527 USD (gpt-image-1: 0.1664 USD). It still answers through vercel. Set AI_GATEWAY_API_KEY to reach it, or call it with a test key.")]
    [InlineData("dall-e-3", "openai vercel", "", "invalid_value", "dall-e-3 was switched off at OpenAI on 2026-05-12. Its successor gpt-image-2.5-flare makes 1024x1024 medium for 0.0132 USD (dall-e-3 1024x1024 standard: 0.04 USD). A test key still draws it, in the sandbox.")]
    public void LiveKey_WithNoRoute_ReadsWhatToDo(string model, string providers, string only, string code, string sentence)
    {
        var wish = only.Length == 0 ? RoutePreference.None : new([], only.Split(' '));
        Assert.True(PlannerTests.Try(Ask.Taken(Ask.Body(model)) with { Preference = wish }, KeyKind.Live, providers).Failed(out var error, out _));
        Assert.Equal((400, code), (error!.Status, error.Code));
        Assert.Equal(sentence, error.Message);
    }
}
