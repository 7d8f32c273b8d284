using Microsoft.AspNetCore.Http;

namespace Tessera.Server.Serving;

/// <summary>The addresses the gateway listens at, as <c>--urls</c> or <c>TESSERA_URLS</c> name them. Pure.</summary>
internal sealed record ListenAddresses(IReadOnlyList<string> Urls)
{
    public const string Variable = "TESSERA_URLS";

    public const string Default = "http://127.0.0.1:8080";

    private const int PortMax = 65_535;

    /// <summary>Several are set apart by semicolons.</summary>
    /// <exception cref="StartFault">One of them is no address to listen at.</exception>
    public static ListenAddresses Read(string text)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length == 0
            ? throw new StartFault($"There is no address in '{text}'. Write --urls {Default}.")
            : new ListenAddresses([.. urls.Select(Check)]);
    }

    /// <summary>One that a client on this machine can call: an address for all networks is none.</summary>
    /// <param name="bound">The addresses as the server bound them, with their true ports.</param>
    public static string ToCall(IEnumerable<string> bound)
    {
        var first = bound.First();
        foreach (var everywhere in new[] { "://0.0.0.0", "://[::]", "://*", "://+" })
        {
            first = first.Replace(everywhere, "://127.0.0.1", StringComparison.Ordinal);
        }

        return first.TrimEnd('/');
    }

    private static string Check(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Malformed(url);
        }

        if (address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartFault($"Tessera cannot listen at '{url}': it speaks http. Let a proxy such as nginx or Caddy speak https in front of it, and write --urls {Default}.");
        }

        if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || address.Port is < 0 or > PortMax)
        {
            throw Malformed(url);
        }

        return address.PathBase.Length <= 1
            ? url
            : throw new StartFault($"Tessera cannot listen at '{url}': leave the path '{address.PathBase}' out.");
    }

    private static StartFault Malformed(string url) =>
        new($"'{url}' is not an address to listen at. Write it as {Default}; 0.0.0.0 in place of 127.0.0.1 opens it to the network.");
}
