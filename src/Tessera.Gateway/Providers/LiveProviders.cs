namespace Tessera.Gateway.Providers;

/// <summary>The providers of this moment. A call reads it once and keeps what it got; settings swap it whole.</summary>
internal sealed class LiveProviders(ProviderList start)
{
    private volatile ProviderList _current = start;

    public ProviderList Current
    {
        get => _current;
        set => _current = value;
    }
}
