using System.Net;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Settings;

/// <summary>The address of a provider: over https, or over http where the way to it is one's own network.</summary>
internal static class BaseAddress
{
    public const string Allowed = "an https address such as https://host/v1, without user name or query (http only for this machine or a private network)";

    /// <summary>Names that are never given out on the internet: RFC 6761, RFC 6762, RFC 8375, and ICANN's decision on .internal of 2024.</summary>
    private static readonly string[] PrivateEndings = [".localhost", ".local", ".home.arpa", ".internal"];

    /// <summary>Null where it is not allowed.</summary>
    public static Uri? Read(string text)
    {
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Host.Length > 0
            && address is { UserInfo: "", Query: "", Fragment: "" };
        return isAddress && (address!.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsPrivate(address))) ? address : null;
    }

    /// <summary>For an error; what may hold a password or a key is not shown.</summary>
    public static string Show(string text) => text.AsSpan().ContainsAny('@', '?')
        ? "an address with a user name or a query in it"
        : $"\"{(text.Length > 60 ? text[..60] + "…" : text)}\"";

    private static bool IsPrivate(Uri address)
    {
        if (IPAddress.TryParse(address.DnsSafeHost, out var ip))
        {
            return !PublicInternet.Includes(ip);
        }

        // A name without a dot is one of the own network: localhost, or a container's.
        return !address.DnsSafeHost.Contains('.', StringComparison.Ordinal)
            || Array.Exists(PrivateEndings, ending => address.DnsSafeHost.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
