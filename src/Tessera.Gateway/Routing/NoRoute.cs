using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers;

namespace Tessera.Gateway.Routing;

/// <summary>Says why nobody can serve a call, and what to do. A 400, since no client's repetition would help.</summary>
internal static class NoRoute
{
    public static CallerError Explain(ImageCall call, ProviderList providers, ModelCatalogue catalogue, DateOnly today)
    {
        var model = call.Model;
        if (call.Preference.Only is { } only && only.Count > 0)
        {
            var names = providers.Remote.Prepend(providers.Engine).Where(provider => provider.RouteOf(model) is not null).Select(provider => provider.Name).ToList();
            if (names.Count > 0)
            {
                return CallerError.Invalid("no_providers_available", "providerOptions", $"None of the providers asked for ({string.Join(", ", only)}) serves {model.Id} here. Those that do: {string.Join(", ", names)}.");
            }
        }

        var keys = model.Routes.Where(route => !(route.EndsOn <= today)).Select(route => KeyNameOf(route.Provider)).OfType<string>().ToList();
        var hint = keys.Count > 0 ? $" Set {string.Join(" or ", keys)} to reach it, or call it with a test key." : " A test key still draws it, in the sandbox.";
        return Retirement.Of(model, today, catalogue, call.Size ?? SizeRule.Auto, call.Quality ?? SizeRule.Auto) is { IsOff: true } retired
            ? CallerError.ForImage("invalid_value", "model", retired.Sentence + hint)
            : CallerError.Invalid("no_route", "model", $"No provider that serves {model.Id} is switched on.{hint}");
    }

    private static string? KeyNameOf(string provider) => provider switch
    {
        "openai" => "OPENAI_API_KEY",
        "vercel" => "AI_GATEWAY_API_KEY",
        _ => null,
    };
}
