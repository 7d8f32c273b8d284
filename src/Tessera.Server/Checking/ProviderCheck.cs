using Tessera.Gateway.Installation;

namespace Tessera.Server.Checking;

/// <summary>Which providers are on, and with <c>--online</c> whether they answer.</summary>
internal static class ProviderCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> LookAsync(InstalledSettings settings, bool online, HttpMessageInvoker network, CancellationToken cancellation)
    {
        if (settings.Faults.Count > 0)
        {
            return [.. settings.Faults.Select(fault => Finding.Fail("settings", fault))];
        }

        var findings = new List<Finding> { Finding.Ok("settings", "sound") };
        foreach (var provider in settings.Providers)
        {
            findings.Add(await LookAsync(settings, provider, online, network, cancellation));
        }

        return settings.Providers.Any(provider => provider.IsOn)
            ? findings
            : [.. findings, Finding.Warn("providers", "none is on: live keys get the painter's own model alone; test keys get all")];
    }

    private static async Task<Finding> LookAsync(InstalledSettings settings, ProviderState provider, bool online, HttpMessageInvoker network, CancellationToken cancellation)
    {
        if (!provider.IsOn)
        {
            return Finding.Ok(provider.Name, $"off; {provider.KeyVariable} switches it on");
        }

        var on = $"on, at {provider.Address}";
        if (!online)
        {
            return Finding.Ok(provider.Name, $"{on} (not called; --online does)");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        return await settings.AskAsync(provider, network, patience.Token) is { } fault
            ? Finding.Fail(provider.Name, $"{on}, but {fault}")
            : Finding.Ok(provider.Name, $"{on}; it answers and takes the key");
    }
}
