using System.Text.RegularExpressions;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>JSON as people write it in tables: without quotes around names, and with single ones around text.</summary>
internal static partial class Loose
{
    public static string Json(string properties) => "{" + Name().Replace(properties, "$1\"$2\":").Replace('\'', '"') + "}";

    [GeneratedRegex("(^|[{,] ?)([a-z_]+): ")]
    private static partial Regex Name();
}
