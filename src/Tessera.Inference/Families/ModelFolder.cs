using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Janus;
using Tessera.Inference.Kernels;
using Tessera.Inference.LlamaGen;
using Tessera.Inference.Packs;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Families;

/// <summary>Opens a folder of any family that is known here, as its makers publish it or as we converted it.</summary>
internal static class ModelFolder
{
    /// <param name="folder">The folder.</param>
    /// <param name="precision">What plain weights are rounded to at opening; rounded ones stay as they are.</param>
    /// <param name="team">The threads that the model works with; they outlive it.</param>
    /// <param name="model">The model, which is to be disposed.</param>
    /// <param name="refusal">Why not.</param>
    /// <param name="asked">Gets the tensors that the model is made of.</param>
    /// <param name="called">What its owner calls it; null: by its folder.</param>
    public static bool TryOpen(
        string folder,
        Precision precision,
        Team team,
        [NotNullWhen(true)] out IPictureModel? model,
        [NotNullWhen(false)] out Refusal? refusal,
        IDictionary<string, AskedTensor>? asked = null,
        string? called = null)
    {
        if (LlamaGenFolder.IsOne(folder))
        {
            var found = LlamaGenModel.TryOpen(folder, precision, team, out var llamaGen, out refusal, asked);
            model = llamaGen;
            return found;
        }

        var opened = JanusModel.TryOpen(folder, precision, TakesReferences(folder, called), team, out var janus, out refusal, asked);
        model = janus;
        return opened;
    }

    // Janus-4o's files are those of Janus-Pro in every name and shape: only what it is called tells that it was trained for it.
    private static bool TakesReferences(string folder, string? called) =>
        PackCard.TryRead(folder, out var card, out _)
            ? card.Family == "janus-4o"
            : (called ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))).Contains("janus-4o", StringComparison.OrdinalIgnoreCase);
}
