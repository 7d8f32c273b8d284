namespace Tessera.Gateway.Providers;

/// <summary>The providers of this moment. A call reads it once and keeps what it got; settings swap it whole.</summary>
internal sealed class LiveProviders(ProviderList start)
{
    private volatile ProviderList current = start;

    public ProviderList Current
    {
        get => current;
        set => current = value;
    }
}
