using System.Text.Json;
using Tessera.Inference.Models;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Packs;

/// <summary>stand-in until the packs land</summary>
public sealed record PackCard
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Creator { get; init; }
    public required string Family { get; init; }
    public required PictureGrid Grid { get; init; }
    public required long WeightBytes { get; init; }
    public required long MemoryBytes { get; init; }
    public required long PictureBytes { get; init; }
    public bool CanEdit { get; init; }
    public bool TakesReferences { get; init; }

    public static bool TryRead(string folder, out PackCard? card, out Refusal? refusal)
    {
        (card, refusal) = (null, null);
        try
        {
            card = JsonSerializer.Deserialize<PackCard>(File.ReadAllText(Path.Combine(folder, "model.json")), JsonSerializerOptions.Web);
            return card is not null;
        }
        catch (Exception wrong) when (wrong is IOException or JsonException)
        {
            refusal = new Refusal(RefusedAt.Format, "model.json", wrong.Message);
            return false;
        }
    }
}
