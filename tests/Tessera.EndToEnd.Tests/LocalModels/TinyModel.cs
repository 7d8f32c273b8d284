using Tessera.Inference.Tests.Janus;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary>A model of the Janus family with random weights that draws 64x64 in a moment, as it lies in a data directory.</summary>
internal static class TinyModel
{
    public const string Id = "deepseek/tiny-janus";

    /// <summary>The same weights with a grid of 24 by 24 tokens: ten pictures at high quality take long enough to be caught at it.</summary>
    public const string SlowId = "deepseek/slow-janus";

    /// <summary>Of one picture of the small one.</summary>
    public const int Tokens = 16;

    public static void Install(string data) => Install(data, Id);

    public static void InstallSlow(string data) => Install(data, SlowId, side: 24);

    /// <param name="data">The data directory.</param>
    /// <param name="id">The model's.</param>
    /// <param name="side">Tokens along each side of a picture.</param>
    /// <param name="memoryBytes">What it says that it needs.</param>
    public static void Install(string data, string id, int side = 4, long memoryBytes = 1_000_000)
    {
        using var made = TinyJanus.Folder();
        var folder = Folder(data, id);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(made.Path))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        var config = Path.Combine(folder, "config.json");
        File.WriteAllText(config, File.ReadAllText(config)
            .Replace("\"image_size\":64", $"\"image_size\":{side * 16}", StringComparison.Ordinal)
            .Replace("\"max_position_embeddings\":128", $"\"max_position_embeddings\":{112 + (side * side)}", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "model.json"), $$"""
            {"id":"{{id}}","name":"Tiny Janus","creator":"DeepSeek","family":"janus","grid":{"rows":{{side}},"columns":{{side}},"token_pixels":16},
             "precision":"Stored","weight_bytes":1000000,"memory_bytes":{{memoryBytes}},"picture_bytes":100000,"can_edit":true,"takes_references":false}
            """);
    }

    public static string Folder(string data, string id = Id) => Path.Combine(data, "models", id);
}
