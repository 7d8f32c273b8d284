using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers;

namespace Tessera.Gateway.Status;

/// <summary>What the gateway says of itself to pages and programs in the same process. Reads only; holds no secret.</summary>
public sealed class GatewayStatus
{
    private readonly LiveCatalogue _catalogue;
    private readonly LiveProviders _providers;

    internal GatewayStatus(LiveCatalogue catalogue, LiveProviders providers) => (_catalogue, _providers) = (catalogue, providers);

    /// <summary>The models that draw from a prompt, in the order of the catalogue: OpenAI's from the newest, then the others by id, then those of this machine.</summary>
    public IReadOnlyList<ModelStatus> Models => [.. _catalogue.Current.All.Where(model => model.Capabilities.Operations.HasFlag(Operations.Generate)).Select(Of)];

    /// <summary>All models of the catalogue, those that only edit among them.</summary>
    public int ModelCount => _catalogue.Current.All.Count;

    /// <summary>Names of the providers that are switched on at this moment and reached over a network, the preferred one first.</summary>
    public IReadOnlyList<string> Providers => [.. _providers.Current.Remote.Select(provider => provider.Name)];

    private static ModelStatus Of(ModelCard model)
    {
        var can = model.Capabilities;
        return new(
            model.Id,
            model.Name,
            model.CreatorName,
            Sizes(can),
            can.Qualities,
            can.Transparent,
            can.Stream,
            can.PartialImagesMax,
            can.NativeResponseFormat == "url",
            can.PromptCharsMax,
            model.ShutsDown,
            model.Successor,
            model.Installed is not null);
    }

    private static IReadOnlyList<string> Sizes(Capabilities can)
    {
        IEnumerable<string> offered = can.Sizes.IsListed ? can.Sizes.Listed : can.Sizes.Advertised;
        if (can.Sizes.TakesAuto)
        {
            offered = offered.Append(SizeRule.Auto);
        }

        return [.. offered.Append(can.DefaultSize).Distinct(StringComparer.Ordinal)];
    }
}
