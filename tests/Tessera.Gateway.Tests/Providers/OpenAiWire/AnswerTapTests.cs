using System.Security.Cryptography;
using System.Text;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Tests.Images;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Providers.OpenAiWire;

/// <summary>Answers as they were recorded, cut in pieces: what is in the store afterwards, and what is known of it.</summary>
public sealed class AnswerTapTests : IDisposable
{
    private static readonly byte[] Small = TestStore.Png(seed: 1);
    private static readonly byte[] Other = TestStore.Png(seed: 2);
    private static readonly string SmallText = Convert.ToBase64String(Small);
    private static readonly string OtherText = Convert.ToBase64String(Other);
    private readonly TestStore _store = new();

    private static string Document => $$$"""
        {"created":1795190400,"background":"opaque","data":[{"b64_json":"{{{SmallText}}}"}],"output_format":"png","quality":"medium","size":"1024x1024",
        "usage":{"input_tokens":14,"input_tokens_details":{"image_tokens":0,"text_tokens":14},"output_tokens":439,"output_tokens_details":{"image_tokens":439,"text_tokens":0},"total_tokens":453}}
        """;

    private static string Events => $$$"""
        event: image_generation.partial_image
        data: {"type":"image_generation.partial_image","b64_json":"{{{OtherText}}}","created_at":1795190400,"size":"1024x1024","partial_image_index":0}

        : ping

        event: image_generation.completed
        data: {"type":"image_generation.completed","b64_json":"{{{SmallText}}}","created_at":1795190409,"size":"1024x1024","quality":"medium","background":"opaque","output_format":"png","usage":{"input_tokens":14,"input_tokens_details":{"image_tokens":0,"text_tokens":14},"output_tokens":539,"total_tokens":553}}


        """.ReplaceLineEndings("\n");

    public static TheoryData<int> PieceBytes => [1, 2, 7, 64, 1000, int.MaxValue];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(PieceBytes))]
    public void Document_CutAnywhere_IsReadWhole(int pieceBytes)
    {
        var result = Whole(WireKind.Json, Document, pieceBytes);
        Assert.Equal((1795190400, "opaque", "png", "medium", "1024x1024"), (result.Created.ToUnixTimeSeconds(), result.Background, result.OutputFormat, result.Quality, result.Size));
        Assert.Equal(new Usage { TextIn = 14, ImageOut = 439, Images = 1, Pixels = 64 }, result.Usage);
        AssertStored(result, Small);
    }

    [Theory]
    [MemberData(nameof(PieceBytes))]
    public void Events_CutAnywhere_GiveTheCompletedPictureAlone(int pieceBytes)
    {
        var result = Whole(WireKind.Events, Events, pieceBytes);
        Assert.Equal((1795190409, "medium"), (result.Created.ToUnixTimeSeconds(), result.Quality));
        Assert.Equal(new Usage { TextIn = 14, ImageOut = 539, Images = 1, Pixels = 64 }, result.Usage);
        AssertStored(result, Small);
    }

    [Fact]
    public void Document_OfTwoPictures_KeepsTheirOrderAndPrompts()
    {
        var result = Whole(WireKind.Json, $$"""{"data":[{"revised_prompt":"one","b64_json":"{{OtherText}}"},{"b64_json":"{{SmallText}}"}]}""");
        AssertStored(result, Other, Small);
        Assert.Equal(["one", null], result.Pictures.Select(picture => picture.RevisedPrompt));
        Assert.Equal((2, 128, false), (result.Usage.Images, result.Usage.Pixels, result.HasTokens));
    }

    [Fact]
    public void Events_OfTwoPictures_AddTheirUsage()
    {
        var second = Events[Events.IndexOf("event: image_generation.completed", StringComparison.Ordinal)..].Replace(SmallText, OtherText, StringComparison.Ordinal);
        var result = Whole(WireKind.Events, Events + second);
        AssertStored(result, Small, Other);
        Assert.Equal(new Usage { TextIn = 28, ImageOut = 1078, Images = 2, Pixels = 128 }, result.Usage);
    }

    [Fact]
    public void Document_ThatSaysNothingOfThePicture_IsDescribedByItsBytes()
    {
        var result = Whole(WireKind.Json, $$"""{"data":[{"b64_json":"{{SmallText}}"}]}""");
        Assert.Equal((_store.Time.GetUtcNow(), "png", "8x8", null), (result.Created, result.OutputFormat, result.Size, result.Quality));
    }

    [Fact]
    public void RevisedPrompt_CutWithinAnEmoji_DoesNotCostThePicture()
    {
        var result = Whole(WireKind.Json, $$"""{"data":[{"b64_json":"{{SmallText}}","revised_prompt":"a smile \ud83d"}]}""");
        Assert.Equal("a smile \uFFFD", Assert.Single(result.Pictures).RevisedPrompt);
    }

    [Theory]
    [InlineData("\"created\":-5")]
    [InlineData("\"created\":1e300")]
    [InlineData("\"created\":\"today\"")]
    [InlineData("\"created\":99999999999999")]
    [InlineData("\"size\":7")]
    [InlineData("\"usage\":null")]
    [InlineData("\"usage\":[]")]
    public void Document_WithOddValues_IsTakenWithoutThem(string odd)
    {
        var result = Whole(WireKind.Json, $$"""{{{odd}},"data":[{"b64_json":"{{SmallText}}"}]}""");
        Assert.Equal((_store.Time.GetUtcNow(), "8x8", false), (result.Created, result.Size, result.HasTokens));
    }

    [Theory]
    [MemberData(nameof(PieceBytes))]
    public void Partials_AreToldOfInOrder_OnceTheyAreInTheStore(int pieceBytes)
    {
        var told = new List<KeptPartial>();
        var second = Events[..Events.IndexOf(": ping", StringComparison.Ordinal)].Replace("\"partial_image_index\":0", "\"partial_image_index\":1", StringComparison.Ordinal).Replace(OtherText, SmallText, StringComparison.Ordinal);
        Whole(WireKind.Events, Events.Replace(": ping\n\n", second, StringComparison.Ordinal), pieceBytes, partial =>
        {
            Assert.NotNull(_store.Store.Find(partial.Stored.Hash));
            told.Add(partial);
        });
        Assert.Equal([(0, Convert.ToHexStringLower(SHA256.HashData(Other))), (1, Convert.ToHexStringLower(SHA256.HashData(Small)))], told.Select(partial => (partial.Index, partial.Stored.Hash)));
    }

    [Fact]
    public void Partial_ThatIsNoPicture_CostsNothing()
    {
        var told = new List<KeptPartial>();
        var result = Whole(WireKind.Events, Events.Replace(OtherText, "AAAA", StringComparison.Ordinal), int.MaxValue, told.Add);
        Assert.Empty(told);
        AssertStored(result, Small);
    }

    [Fact]
    public void ErrorEvent_AfterAPartial_IsTheFailure_AndOnlyThePartialIsKept()
    {
        var start = Events[..Events.IndexOf("event: image_generation.completed", StringComparison.Ordinal)];
        var failure = Failed(WireKind.Events, start + """
            event: error
            data: {"type":"error","error":{"type":"image_generation_user_error","code":"moderation_blocked","message":"Blocked.","param":null},"sequence_number":1}


            """.ReplaceLineEndings("\n"));
        Assert.Equal(("moderation_blocked", Acceptance.MaybeAccepted), (failure.Error.Code, failure.Acceptance));
        Assert.Single(_store.Files("images"));
    }

    [Fact]
    public void Document_CutAtAnyByte_IsNeverTakenForWhole()
    {
        var bytes = Encoding.UTF8.GetBytes(Document.TrimEnd());
        for (var length = 0; length < bytes.Length; length += 3)
        {
            using var tap = Tap(WireKind.Json);
            tap.Push(bytes.AsSpan(0, length));
            Assert.True(tap.Finish().Failed(out var failure, out _), $"taken at {length} of {bytes.Length} bytes");
            Assert.False(failure!.MayTryNext(MaybeAcceptedPolicy.Stop));
        }

        Assert.Empty(Directory.GetFiles(_store.Store.Paths.Incoming));
    }

    [Fact]
    public void Document_CutAfterItsPicture_WasProduced()
    {
        var cut = Document[..Document.IndexOf("output_format", StringComparison.Ordinal)];
        Assert.Equal(Acceptance.Produced, Failed(WireKind.Json, cut).Acceptance);
    }

    [Theory]
    [InlineData("""{"data":[]}""", "no picture")]
    [InlineData("""{"data":[{"url":"https://example.com/a.png"}]}""", "no picture")]
    [InlineData("[]", "not the JSON")]
    [InlineData("hello", "not the JSON")]
    [InlineData("""{"data":[{"b64_json":"aGVsbG8="}]}""", "what it calls a picture is none")]
    [InlineData("""{"data":[{"b64_json":"!!!!"}]}""", "not the JSON")]
    public void Document_WithoutAPicture_SaysSo(string text, string reason)
    {
        var failure = Failed(WireKind.Json, text);
        Assert.Equal((502, false, false), (failure.Error.Status, failure.Error.MayRepeat, failure.MayTryNext(MaybeAcceptedPolicy.Stop)));
        Assert.Contains(reason, failure.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_WithDone_EndThere()
    {
        var result = Whole(WireKind.Events, Events + "data: [DONE]\n\n");
        Assert.Single(result.Pictures);
    }

    private AnswerTap Tap(WireKind kind, Action<KeptPartial>? onPartial = null) =>
        new(kind, FarEnd.Route(Ask.Taken(Ask.Body("gpt-image-2")), FarEnd.OpenAi), _store.Store, _store.Time, onPartial);

    private Result<ImageResult, Failure> Read(WireKind kind, string text, int pieceBytes, Action<KeptPartial>? onPartial = null)
    {
        using var tap = Tap(kind, onPartial);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at += Math.Min(pieceBytes, bytes.Length - at))
        {
            tap.Push(bytes.AsSpan(at, Math.Min(pieceBytes, bytes.Length - at)));
        }

        return tap.Finish();
    }

    private ImageResult Whole(WireKind kind, string text, int pieceBytes = int.MaxValue, Action<KeptPartial>? onPartial = null)
    {
        Assert.False(Read(kind, text, pieceBytes, onPartial).Failed(out var failure, out var result), failure?.Error.Message);
        return result!;
    }

    private Failure Failed(WireKind kind, string text)
    {
        Assert.True(Read(kind, text, int.MaxValue).Failed(out var failure, out _));
        return failure;
    }

    private void AssertStored(ImageResult result, params byte[][] pictures)
    {
        Assert.Equal(pictures.Length, result.Pictures.Count);
        Assert.All(result.Pictures.Zip(pictures), pair =>
        {
            using var file = _store.Store.OpenRead(pair.First.Stored.Hash)!;
            var bytes = new MemoryStream();
            file.CopyTo(bytes);
            Assert.Equal(pair.Second, bytes.ToArray());
        });
    }
}
