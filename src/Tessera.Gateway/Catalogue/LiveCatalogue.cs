namespace Tessera.Gateway.Catalogue;

/// <summary>The models of this moment: those that are built in, and those installed on this machine. A call reads it once; a change swaps it whole.</summary>
internal sealed class LiveCatalogue(ModelCatalogue start)
{
    private volatile ModelCatalogue _current = start;

    public ModelCatalogue Current
    {
        get => _current;
        set => _current = value;
    }
}
