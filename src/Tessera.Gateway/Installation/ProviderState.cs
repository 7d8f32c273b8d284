namespace Tessera.Gateway.Installation;

/// <summary>A provider and whether it is switched on.</summary>
/// <param name="Name">As in routes and settings: <c>openai</c>.</param>
/// <param name="KeyVariable">The environment variable whose key switches it on; null for one that the settings file brought.</param>
/// <param name="Address">Where it is called; null while it is off.</param>
public sealed record ProviderState(string Name, string? KeyVariable, Uri? Address)
{
    public bool IsOn => Address is not null;
}
