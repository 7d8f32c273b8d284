namespace Tessera.Inference.Families;

/// <summary>What is to be known of an open model to convert it and to say what it needs.</summary>
/// <param name="Family">As cards name it: <c>janus</c>, <c>janus-4o</c>, <c>llamagen</c>.</param>
/// <param name="Files">What a converted model needs beside its weights.</param>
/// <param name="Streams">Streams of one picture, at most.</param>
/// <param name="PromptPositionsMax">Positions before the first picture token, at most.</param>
/// <param name="TableBytes">What it keeps in memory beside its weights once every picture token was used.</param>
/// <param name="WorkBytes">What pixels take on their way from or to tokens, once for all pictures.</param>
internal sealed record ModelFacts(string Family, IReadOnlyList<FileBeside> Files, int Streams, int PromptPositionsMax, long TableBytes, long WorkBytes);

/// <summary>A small file beside the weights.</summary>
internal sealed record FileBeside(string Name, byte[] Bytes)
{
    /// <summary>Those of a tokenizer and its configuration that a folder has.</summary>
    public static IEnumerable<FileBeside> In(string folder) => ((string[])["config.json", "tokenizer.json", "tokenizer_config.json"])
        .Where(name => File.Exists(Path.Combine(folder, name)))
        .Select(name => new FileBeside(name, File.ReadAllBytes(Path.Combine(folder, name))));
}
