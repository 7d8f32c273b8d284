namespace Tessera.Gateway.Catalogue;

/// <summary>The names a client may use for a model.</summary>
internal static class ModelNames
{
    /// <summary>OpenAI's own API has no creators, so its ids are known bare as well.</summary>
    private const string BareCreator = "openai";

    /// <summary>Vercel's catalogue renamed the creator; both names are in use.</summary>
    private static readonly (string Ours, string Other) Renamed = ("xai", "spacexai");

    /// <summary>Its id and aliases, each in every form it is known by.</summary>
    public static IEnumerable<string> Of(ModelCard card) => card.Aliases.Prepend(card.Id).SelectMany(Forms);

    private static IEnumerable<string> Forms(string id)
    {
        yield return id;
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        var creator = id.AsSpan(0, Math.Max(0, slash));
        if (creator.SequenceEqual(BareCreator))
        {
            yield return id[(slash + 1)..];
        }
        else if (creator.SequenceEqual(Renamed.Ours))
        {
            yield return Renamed.Other + id[slash..];
        }
    }
}
