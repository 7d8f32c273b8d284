using Tessera.Inference.Kernels;
using Tessera.Inference.Packs;
using Tessera.Inference.Tests;
using Tessera.Inference.Tests.Janus;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary>A model of the Janus family with random weights that draws 64x64 in a moment, added to a data directory.</summary>
internal static class TinyModel
{
    public const string Id = "deepseek/tiny-janus";

    /// <summary>The same weights with a grid of 16 by 16 tokens: ten pictures at high quality take long enough to be caught at it.</summary>
    public const string SlowId = "deepseek/slow-janus";

    /// <summary>Of one picture of the small one.</summary>
    public const int Tokens = 16;

    public static void Install(string data) => Install(data, Id);

    public static void InstallSlow(string data) => Install(data, SlowId, side: 16);

    /// <param name="data">The data directory.</param>
    /// <param name="id">The model's.</param>
    /// <param name="side">Tokens along each side of a picture.</param>
    public static void Install(string data, string id, int side = 4)
    {
        using var published = Published(side);
        Assert.True(Packing.TryPlan(published.Path, id, Precision.Int8, out var packing, out var refusal), refusal?.ToString());
        using (packing)
        {
            Assert.Null(packing.Write(PackFolder.In(data), isReplacing: true, _ => { }, CancellationToken.None));
        }
    }

    /// <summary>As its makers would publish it.</summary>
    public static TempFolder Published(int side = 4)
    {
        var folder = TinyJanus.Folder();
        var config = Path.Combine(folder.Path, "config.json");
        File.WriteAllText(config, File.ReadAllText(config)
            .Replace("\"image_size\":64", $"\"image_size\":{side * 16}", StringComparison.Ordinal)
            .Replace("\"max_position_embeddings\":128", $"\"max_position_embeddings\":{112 + (side * side)}", StringComparison.Ordinal));
        return folder;
    }

    /// <summary>Has its card say something else.</summary>
    public static void Rewrite(string data, string id, Func<PackCard, PackCard> change)
    {
        Assert.True(PackCard.TryRead(Folder(data, id), out var card, out _));
        File.WriteAllBytes(Path.Combine(Folder(data, id), PackCard.FileName), change(card).ToFile());
    }

    public static string Folder(string data, string id = Id) => PackFolder.Of(PackFolder.In(data), id);
}
