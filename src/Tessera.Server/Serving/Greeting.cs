using System.Text;
using Tessera.Gateway.Installation;

namespace Tessera.Server.Serving;

/// <summary>What is printed once the gateway answers. Pure.</summary>
/// <param name="Address">One that can be called from this machine.</param>
/// <param name="Data">The data directory in full.</param>
/// <param name="FixedKeys">The environment variables whose keys hold.</param>
internal sealed record Greeting(string Version, string Address, string Data, IReadOnlyList<ProviderState> Providers, IReadOnlyList<string> FixedKeys, FirstKeys? NewKeys, bool HasPages)
{
    /// <summary>Where the books are, without a password; null: in the data directory.</summary>
    public string? Database { get; init; }

    /// <param name="bold">Marks a heading where the terminal can.</param>
    public string Write(Func<string, string> bold)
    {
        var text = new StringBuilder();
        text.Append($"\n  {bold($"Tessera {Version}")}  one address for every image model\n\n");
        text.Append($"  address    {Address}{(HasPages ? "  (a browser shows a page there)" : "")}\n");
        text.Append($"  data       {Data}\n");
        text.Append(Database is null ? "" : $"  database   {Database}\n");
        text.Append($"  providers  {Providing()}\n");
        if (NewKeys is { } keys)
        {
            text.Append($"\n  {bold("Your keys")}  shown this once; Tessera keeps only their hashes\n\n");
            text.Append($"  test   {keys.Test}   draws here, never costs\n");
            text.Append($"  live   {keys.Live}   calls providers, costs\n");
            text.Append($"  admin  {keys.Admin}  manages keys\n");
            text.Append($"\n  {bold("A picture")}  paste this into another terminal; it writes balloon.png\n\n{Curl(Address, keys.Test)}\n");
        }
        else
        {
            text.Append($"  keys       {(FixedKeys.Count > 0 ? $"from {string.Join(", ", FixedKeys)}; " : "")}tessera keys create NAME --kind test makes one\n");
        }

        return text.Append("\n  Ctrl-C stops it.\n\n").ToString();
    }

    /// <summary>
    /// Two calls, one for the picture's address and one for the picture: needs sed and xargs, which every Unix has, and moves no
    /// base64 through the shell.
    /// </summary>
    public static string Curl(string address, string key) =>
        $$"""
        curl -s {{address}}/v1/images/generations \
          -H "Authorization: Bearer {{key}}" \
          -H "Content-Type: application/json" \
          -d '{"model":"gpt-image-1","prompt":"a red balloon on a wooden table","response_format":"url"}' \
          | sed -n 's/.*"url":"\([^"]*\)".*/\1/p' | xargs curl -so balloon.png
        """;

    private string Providing()
    {
        var on = Providers.Where(provider => provider.IsOn).Select(provider => provider.Name).ToList();
        var off = Providers.Where(provider => !provider.IsOn).Select(provider => provider.KeyVariable).ToList();
        return on.Count > 0
            ? $"{string.Join(", ", on)}, and the painter inside"
            : $"the painter inside; {string.Join(" or ", off)} switches one on";
    }
}
