using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Uploads;

/// <summary>Whether an address may be fetched at all, by the looks of it; where its host leads is seen later.</summary>
internal static class RemoteAddress
{
    /// <summary>Of a host name: the limit of DNS.</summary>
    private const int HostCharsMax = 253;

    public static CallerError? Check(Uri address, string name)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            return RemoteFault.BadAddress(name, "does not begin with https://. Give an https address, or send the picture itself.");
        }

        if (address.UserInfo.Length > 0)
        {
            return RemoteFault.BadAddress(name, "has a user name or password in it. Give one that works without, such as a signed address, or send the picture itself.");
        }

        var isHost = address.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
        return isHost && address.IdnHost.Length is > 0 and <= HostCharsMax && address.Port > 0
            ? null
            : RemoteFault.BadAddress(name, "has no host that could be asked. Check its spelling, or send the picture itself.");
    }
}
