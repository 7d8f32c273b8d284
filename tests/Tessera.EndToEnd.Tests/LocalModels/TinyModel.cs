using Tessera.Inference.Tests.Janus;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary>A model of the Janus family with random weights that draws 64x64 in a moment, as it lies in a data directory.</summary>
internal static class TinyModel
{
    public const string Id = "deepseek/tiny-janus";

    /// <summary>Of one picture.</summary>
    public const int Tokens = 16;

    public static void Install(string data) => Install(data, Id);

    public static void Install(string data, string id, long memoryBytes = 1_000_000)
    {
        using var made = TinyJanus.Folder();
        var folder = Folder(data, id);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(made.Path))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        File.WriteAllText(Path.Combine(folder, "model.json"), $$"""
            {"id":"{{id}}","name":"Tiny Janus","creator":"DeepSeek","family":"janus","grid":{"rows":4,"columns":4,"tokenPixels":16},
             "weightBytes":1000000,"memoryBytes":{{memoryBytes}},"pictureBytes":100000,"canEdit":false,"takesReferences":false}
            """);
    }

    public static string Folder(string data, string id = Id) => Path.Combine(data, "models", id);
}
