using System.Net;
using System.Net.Sockets;

namespace Tessera.Gateway.Uploads;

/// <summary>
/// Which addresses are on the public internet. A picture is fetched from these alone, so that no caller can reach what only
/// this machine can: its own services, the private network, a cloud's metadata server.
/// </summary>
internal static class PublicInternet
{
    // IANA's registry of special-purpose IPv4 addresses, and multicast.
    private static readonly IPNetwork[] NotPublicV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"), // shared by the customers of a provider, RFC 6598
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), // link-local, with the clouds' metadata servers
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"), // documentation, RFC 5737, with the two below
        IPNetwork.Parse("192.88.99.0/24"), // relays from 6to4, RFC 7526
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks, RFC 2544
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, and broadcast
    ];

    // All of IPv6 that has been given out, RFC 4291; loopback, link-local, unique local and multicast lie outside.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublicV6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments, with Teredo, which hides an IPv4 address
        IPNetwork.Parse("2001:db8::/32"), // documentation, RFC 3849
        IPNetwork.Parse("2002::/16"), // 6to4, which hides an IPv4 address; withdrawn by RFC 7526
        IPNetwork.Parse("3fff::/20"), // documentation, RFC 9637
    ];

    // Where a network has no IPv4 of its own, its name servers put every IPv4 address in here, RFC 6052.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Includes(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Includes(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(NotPublicV4, network => network.Contains(address));
        }

        if (Nat64.Contains(address))
        {
            return Includes(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        }

        return GlobalV6.Contains(address) && !Array.Exists(NotPublicV6, network => network.Contains(address));
    }
}
