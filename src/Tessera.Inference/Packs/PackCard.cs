using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Packs;

/// <summary>What a converted model says of itself in <c>model.json</c>, so that nobody has to open its weights to know it.</summary>
public sealed record PackCard
{
    public const string FileName = "model.json";

    private const int FileBytesMax = 64 * 1024;

    // Janus has 24 by 24 tokens of 16 pixels.
    private const int GridSideMax = 1024;
    private const int TokenPixelsMax = 64;
    private const int TextCharactersMax = 400;

    /// <summary><c>creator/name</c>, which is its folder within the folder of models too.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show: <c>Janus-Pro-1B</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Who made it, as they spell it: <c>DeepSeek</c>.</summary>
    public required string Creator { get; init; }

    /// <summary><c>janus</c>, <c>janus-4o</c> or <c>llamagen</c>.</summary>
    public required string Family { get; init; }

    public required PictureGrid Grid { get; init; }

    /// <summary>How its matrices are held; <see cref="Precision.Stored"/> is sixteen bits.</summary>
    public required Precision Precision { get; init; }

    /// <summary>Bytes of its weights, on disk and in memory.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Bytes of memory that it needs to draw one picture, weights and all.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes of memory for each further picture or candidate that is drawn at the same time.</summary>
    public required long PictureBytes { get; init; }

    /// <summary>It has an encoder: edits and variations.</summary>
    public required bool CanEdit { get; init; }

    /// <summary>It was trained to look at a picture while it draws another.</summary>
    public required bool TakesReferences { get; init; }

    /// <summary>What is known of the licence of its weights; null: nothing.</summary>
    public string? Licence { get; init; }

    /// <summary>What it is called.</summary>
    internal ModelName Called => new(Id, Name, Creator, Licence);

    /// <summary>Reads the card of a folder.</summary>
    public static bool TryRead(string folder, [NotNullWhen(true)] out PackCard? card, [NotNullWhen(false)] out Refusal? refusal)
    {
        card = null;
        var path = Path.Combine(folder, FileName);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > FileBytesMax } large)
            {
                refusal = new Refusal(RefusedAt.Format, FileName, $"The file has {large.Length} bytes; at most {FileBytesMax} are read.");
                return false;
            }

            card = JsonSerializer.Deserialize(File.ReadAllBytes(path), PackJson.Default.PackCard);
            refusal = Fault(card) is { } fault ? new Refusal(RefusedAt.Format, FileName, fault) : null;
        }
        catch (JsonException malformed)
        {
            refusal = new Refusal(RefusedAt.Format, FileName,
                $"It is no card of a model: line {(malformed.LineNumber ?? 0) + 1} is not as it must be{(malformed.Path is { Length: > 1 } at ? $", at {Refusal.Quote(at)}" : "")}.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            refusal = new Refusal(RefusedAt.Open, FileName, unreadable is FileNotFoundException or DirectoryNotFoundException ? "It is not there." : "It cannot be read.");
        }

        card = refusal is null ? card : null;
        return card is not null;
    }

    internal byte[] ToFile() => JsonSerializer.SerializeToUtf8Bytes(this, PackJson.Default.PackCard);

    private static string? Fault(PackCard? card) =>
        card is null ? "It is empty."
        : !ModelName.IsId(card.Id) ? $"{Refusal.Quote(card.Id)} is no id; that is {ModelName.Allowed}."
        : card.Grid is not { Rows: > 0, Columns: > 0, TokenPixels: > 0 } || card.WeightBytes <= 0 || card.MemoryBytes <= 0 || card.PictureBytes < 0 ? "A size in it is not above zero."
        : card.Grid is not { Rows: <= GridSideMax, Columns: <= GridSideMax, TokenPixels: <= TokenPixelsMax } ? $"Its grid is larger than {GridSideMax} by {GridSideMax} tokens of {TokenPixelsMax} pixels."
        : !Enum.IsDefined(card.Precision) ? "Its precision is not known here."
        : ((string?[])[card.Name, card.Creator, card.Family, card.Licence]).Any(text => text is not null && (text.Length > TextCharactersMax || text.Any(char.IsControl))) ? $"A text in it has control characters or over {TextCharactersMax} characters."
        : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PackCard))]
internal sealed partial class PackJson : JsonSerializerContext;
