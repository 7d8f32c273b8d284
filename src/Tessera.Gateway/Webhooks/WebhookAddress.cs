using System.Net;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Webhooks;

/// <summary>
/// Where a webhook may lead: over https to the public internet; to hosts that the operator names in
/// <c>webhooks.private_hosts</c>, over http too. Asked when an address is given, and again before each attempt; what counts in
/// the end is the connection, which goes to the addresses that were checked for it.
/// </summary>
internal sealed class WebhookAddress(SettingsFile settings, PublicDialer dialer, TimeProvider time)
{
    /// <summary>Characters.</summary>
    public const int LengthMax = 2_048;

    /// <summary>Of DNS.</summary>
    private const int HostCharsMax = 253;

    /// <summary>For the question to the name server when an address is given: the caller waits for it.</summary>
    private static readonly TimeSpan LookupMax = TimeSpan.FromSeconds(3);

    /// <summary>What is wrong with an address that somebody gives; null if it will do.</summary>
    /// <param name="param">How the caller gave it, for the error.</param>
    public async ValueTask<CallerError?> CheckAsync(string text, string param, CancellationToken cancellation)
    {
        if (Fault(text, out var address) is { } fault)
        {
            return CallerError.Invalid("invalid_webhook_url", param, $"The address of the webhook {fault}");
        }

        return MayBePrivate(address!) || await IsPublicAsync(address!, cancellation) ? null : CallerError.Invalid("invalid_webhook_url", param, $"The address of the webhook {NotPublic}");
    }

    /// <summary>The end of a sentence that begins with the address; null if it looks well.</summary>
    public string? Fault(string text, out Uri? address)
    {
        address = null;
        if (text.Length is 0 or > LengthMax || !Uri.TryCreate(text, UriKind.Absolute, out address))
        {
            return $"is not an address of at most {LengthMax} characters. Give one such as https://example.com/hooks.";
        }

        if (address.UserInfo.Length > 0)
        {
            return "has a user name or password in it. Give one without: deliveries are signed, so that their receiver need not ask who sends them.";
        }

        if (address.Scheme != Uri.UriSchemeHttps && (address.Scheme != Uri.UriSchemeHttp || !MayBePrivate(address)))
        {
            return "does not begin with https://. Only hosts that the operator names in the setting webhooks.private_hosts are asked over http.";
        }

        var isHost = address.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
        if (!isHost || address.IdnHost.Length is 0 or > HostCharsMax || address.Port <= 0)
        {
            return "has no host that could be asked. Check its spelling.";
        }

        return IPAddress.TryParse(address.IdnHost, out var written) && !PublicInternet.Includes(written) && !MayBePrivate(address) ? NotPublic : null;
    }

    public bool MayBePrivate(Uri address) => settings.Current.Settings.Webhooks.PrivateHosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase);

    /// <summary>The same for a host that nobody knows and for one that leads inside: nobody learns from us which names a private network has.</summary>
    public const string NotPublic =
        "does not lead to a server on the public internet. Check its spelling; a receiver in a private network has to be named by the operator in the setting webhooks.private_hosts.";

    private async Task<bool> IsPublicAsync(Uri address, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(LookupMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await dialer.IsPublicAsync(address.IdnHost, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
