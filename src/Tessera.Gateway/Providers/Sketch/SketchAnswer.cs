using System.Buffers;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Gateway.Uploads;
using Tessera.Inference.Painting;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Providers.Sketch;

/// <summary>
/// One call to the painter: what auto means, what it uses by the asked model's formulas, and the pictures one after the
/// other, each stored before the next is begun.
/// </summary>
internal sealed class SketchAnswer(ImageCall call, PaintingRoom room, ImageStore store, TimeProvider time) : DrawnAnswer
{
    private readonly Capabilities can = call.Model.Capabilities;

    private ImageSize Size { get; } = SizeOf(call);

    private string Quality { get; } = call.Quality is null or SizeRule.Auto ? AutoQuality(call.Model.Capabilities) : call.Quality;

    private ImageFormat Format { get; } = FormatOf(call);

    public override async Task<Result<ImageResult, Failure>> DrawAsync(Func<PartialPicture, ValueTask> onPartial, CancellationToken cancellation)
    {
        if (!ImageCodec.CanEncode(Format, out var package))
        {
            return Refused(503, "format_unavailable", $"This gateway cannot write {Format.Extension()} pictures yet: install the Debian package {package}, or ask for output_format png.");
        }

        if (DecodeInputs().Failed(out var undecodable, out var inputs))
        {
            return undecodable;
        }

        var pictures = new List<FinishedPicture>(call.Pictures);
        var unknownWords = Array.Empty<string>() as IReadOnlyList<string>;
        var description = "";
        for (var i = 0; i < call.Pictures; i++)
        {
            var commission = Commission(inputs, i);
            var painting = await PaintAsync(commission, onPartial, cancellation);
            if (painting is null)
            {
                return Refused(503, "painter_busy", $"The painter has {PaintingRoom.WaitingMax} calls waiting. Please try again in 5s.") with { Acceptance = Acceptance.NotAccepted };
            }

            if (Store(painting.Picture).Failed(out var unstored, out var stored))
            {
                return unstored;
            }

            pictures.Add(new(stored, null));
            (unknownWords, description) = (painting.UnknownWords, painting.Description);
        }

        var estimate = TokenFormula.Estimate(call.Model, Order(inputs));
        return new ImageResult
        {
            Created = time.GetUtcNow(),
            Pictures = pictures,
            Background = call.Background == "transparent" ? "transparent" : "opaque",
            OutputFormat = Format.Extension() == "jpg" ? "jpeg" : Format.Extension(),
            Quality = Quality,
            Size = Size.ToString(),
            Usage = estimate.Usage,
            HasTokens = call.Model.Tokens is not null,
            Description = description,
            Adjustments = unknownWords.Count == 0 ? [] : [new("prompt", AdjustmentKind.Ignored, string.Join(", ", unknownWords))],
        };
    }

    private async Task<Painting?> PaintAsync(Commission commission, Func<PartialPicture, ValueTask> onPartial, CancellationToken cancellation) =>
        await room.PaintAsync(
            () => Painter.Paint(
                commission,
                // The painter waits while a partial picture goes out: the room's thread is its own, and the order is kept.
                (index, raster) => onPartial(new(index, Format, Encode(raster))).AsTask().GetAwaiter().GetResult(),
                cancellation),
            cancellation);

    private Commission Commission(Inputs inputs, int variation) => new()
    {
        Prompt = call.Prompt,
        Width = Size.Width,
        Height = Size.Height,
        Seed = SketchSeed.Of(call),
        Variation = variation,
        Detail = Quality switch
        {
            "low" => Detail.Low,
            "medium" or "standard" => Detail.Medium,
            "xhigh" => Detail.XHigh,
            "max" => Detail.Max,
            _ => Detail.High,
        },
        Transparent = call.Background == "transparent",
        References = inputs.References,
        Mask = inputs.Mask,
        Partials = call.Stream ? call.PartialImages ?? 0 : 0,
    };

    private ImageOrder Order(Inputs inputs) => new(Size, Quality)
    {
        N = call.Pictures,
        Partials = call.Stream ? call.PartialImages ?? 0 : 0,
        Inputs = [.. inputs.References.Select(picture => new ImageSize(picture.Width, picture.Height))],
        HighFidelity = call.InputFidelity == "high",
        Prompt = call.Prompt,
    };

    private Result<Inputs, Failure> DecodeInputs()
    {
        var references = new List<Raster>();
        foreach (var upload in call.Images.Cast<Upload>())
        {
            if (ImageCodec.Decode(upload.ReadAll(), DecodeLimits.Default) is not { Raster: { } raster } failed)
            {
                return Undecodable(upload.Name, references.Count + 1, ImageCodec.Decode(upload.ReadAll(), DecodeLimits.Default));
            }

            references.Add(raster);
        }

        if (call.Mask is not Upload mask)
        {
            return new Inputs(references, null);
        }

        var decoded = ImageCodec.Decode(mask.ReadAll(), DecodeLimits.Default);
        return decoded.Raster is { } maskRaster ? new Inputs(references, maskRaster) : Undecodable(mask.Name, references.Count + 1, decoded);
    }

    private Result<StoredImage, Failure> Store(Raster picture)
    {
        using var writer = store.OpenWriter();
        writer.Write(Encode(picture).Span);
        return writer.Commit() is { Stored: { } stored } ? stored : throw new InvalidOperationException();
    }

    private ReadOnlyMemory<byte> Encode(Raster raster)
    {
        var stream = new MemoryStream();
        ImageCodec.Encode(raster, Format, call.OutputCompression ?? 100, stream);
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    private static Failure Undecodable(string name, int ordinal, object decoded) => throw new NotSupportedException();

    private static Failure Refused(int status, string code, string message) => new(FailedAt.Draw, Blame.Gateway, Acceptance.NotAccepted, null, new(status, "server_error", code, null, message));

    private static ImageSize SizeOf(ImageCall call) =>
        ImageSize.TryParse(call.Size ?? call.Model.Capabilities.DefaultSize, out var size) ? size : call.Model.Capabilities.Auto.Size;

    private static string AutoQuality(Capabilities can) => can.DefaultQuality == SizeRule.Auto ? can.Auto.Quality : can.DefaultQuality;

    private static ImageFormat FormatOf(ImageCall call) => call.OutputFormat switch
    {
        "jpeg" => ImageFormat.Jpeg,
        "webp" => ImageFormat.Webp,
        _ => ImageFormat.Png,
    };

    private sealed record Inputs(IReadOnlyList<Raster> References, Raster? Mask);
}
