using System.Diagnostics;

namespace Tessera.Gateway.Providers;

/// <summary>A provider's key. It has no property, no serialisation and no text form, so that it cannot slip into a log.</summary>
[DebuggerDisplay("***")]
internal sealed class Secret(string value)
{
    /// <summary>The one way out: the value of the header that carries the key.</summary>
    public string ForHeader(string scheme) => scheme.Length == 0 ? value : $"{scheme} {value}";

    public override string ToString() => "***";
}
