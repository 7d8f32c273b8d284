using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Ledger.Tests.Records;

/// <summary>Records as a call leaves them: one failed attempt, one that made a picture.</summary>
internal static class Sample
{
    private static readonly Ulids Ids = new(TimeProvider.System);

    public static GenerationRecord Record(string? id = null) => new(
        Id: id ?? Ids.NewGeneration(),
        KeyId: "key_01",
        KeyKind: KeyKind.Live,
        Operation: "generate",
        Dialect: "openai",
        Model: "openai/gpt-image-1",
        Prompt: "a red balloon over a white field, the string in the wind",
        StartedAt: DateTimeOffset.UnixEpoch.AddTicks(17_000_000_000_000_010),
        Duration: TimeSpan.FromMicroseconds(12_345_678),
        Outcome: Outcome.Completed,
        Usage: new Usage { TextIn = 50, CachedTextIn = 1, ImageIn = 2, CachedImageIn = 3, TextOut = 4, ImageOut = 4160, Images = 1, Pixels = 1_048_576 },
        Cost: new Usd(166_650_000),
        Size: "1024x1024",
        Quality: "high",
        ErrorCode: null,
        Attempts:
        [
            new AttemptRecord("openai", "gpt-image-1", TimeSpan.Zero, TimeSpan.FromMicroseconds(250), 503, "overloaded", null),
            new AttemptRecord("azure", "images-eu", TimeSpan.FromMicroseconds(300), TimeSpan.FromSeconds(12), 200, null, "req_1"),
        ],
        Pictures: [new PictureRecord("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "image/png", 1_500_000, 1024, 1024, null)]);
}
