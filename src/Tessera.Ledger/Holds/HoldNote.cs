using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Ledger.Holds;

/// <summary>A hold as it is kept outside memory: in the spool, and in the database for other nodes.</summary>
/// <param name="Record">The draft, or how the call ended.</param>
/// <param name="Worst">The most that it can come to.</param>
/// <param name="Draws">What it holds; for one that has ended, what it is charged.</param>
internal sealed record HoldNote(GenerationRecord Record, Usd Worst, IReadOnlyList<DrawNote> Draws)
{
    public static HoldNote Of(GenerationRecord record, Usd worst, ReadOnlySpan<Draw> draws)
    {
        var notes = new DrawNote[draws.Length];
        for (var i = 0; i < notes.Length; i++)
        {
            var window = draws[i].Window;
            notes[i] = new DrawNote(window.Account.Id, window.Account.Measure, window.StartsAt, window.EndsAt, draws[i].Amount);
        }

        return new HoldNote(record, worst, notes);
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HoldNoteJson.Default.HoldNote);

    public static HoldNote Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, HoldNoteJson.Default.HoldNote)!;
}

/// <summary>So much of one window.</summary>
internal sealed record DrawNote(long Account, Budgets.Measure Measure, DateTimeOffset StartsAt, DateTimeOffset? EndsAt, long Amount);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HoldNote))]
internal sealed partial class HoldNoteJson : JsonSerializerContext;
