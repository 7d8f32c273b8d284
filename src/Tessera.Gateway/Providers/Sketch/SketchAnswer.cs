using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Inference.Painting;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Providers.Sketch;

/// <summary>
/// One call to the painter: its pictures one after the other, each stored before the next is begun, and the tokens that the
/// asked model's formulas give for them.
/// </summary>
internal sealed class SketchAnswer(ImageCall call, PaintingRoom room, ImageStore store, TimeProvider time) : DrawnAnswer
{
    private readonly SketchOrder _order = SketchOrder.Of(call);

    public override async Task<Result<ImageResult, Failure>> DrawAsync(Func<PartialPicture, ValueTask> onPartial, CancellationToken cancellation)
    {
        if (_order.Refusal is { } refusal)
        {
            return refusal;
        }

        var inputs = await room.PaintAsync(() => SketchInputs.Decode(call), cancellation);
        if (inputs is null)
        {
            return Busy();
        }

        if (inputs.Failure is { } undecodable)
        {
            return undecodable;
        }

        var pictures = new List<FinishedPicture>(call.Pictures);
        Painting? painting = null;
        for (var i = 0; i < call.Pictures; i++)
        {
            var commission = _order.Commission(call, inputs, i);
            var painted = await room.PaintAsync(() => Paint(commission, onPartial, cancellation), cancellation);
            if (painted is null)
            {
                return Busy();
            }

            if (!painted.Commit.Succeeded(out var stored, out var unstored))
            {
                return StoreTrouble.Of(unstored);
            }

            pictures.Add(new(stored, null));
            painting = painted.Painting;
        }

        return Result(pictures, inputs, painting!);
    }

    private Painted Paint(Commission commission, Func<PartialPicture, ValueTask> onPartial, CancellationToken cancellation)
    {
        var painting = Painter.Paint(
            commission,
            // The painter waits while a partial picture goes out: its thread is its own, and the order is kept.
            (index, raster) => onPartial(new(index, _order.Format, Encode(raster))).AsTask().GetAwaiter().GetResult(),
            cancellation);
        using var writer = store.OpenWriter();
        writer.Write(Encode(painting.Picture).Span);
        return new Painted(painting, writer.Commit());
    }

    private ReadOnlyMemory<byte> Encode(Raster raster)
    {
        var stream = new MemoryStream();
        return ImageCodec.Encode(raster, _order.Format, call.OutputCompression ?? 100, stream) is { } failure
            ? throw new InvalidOperationException(failure.Message)
            : stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    private ImageResult Result(List<FinishedPicture> pictures, SketchInputs inputs, Painting painting) => new()
    {
        Created = time.GetUtcNow(),
        Pictures = pictures,
        Background = call.Background == "transparent" ? "transparent" : "opaque",
        OutputFormat = _order.Format.ApiName,
        Quality = _order.Quality,
        Size = _order.Size.ToString(),
        Usage = TokenFormula.Estimate(call.Model, _order.ForTokens(call, inputs)).Usage,
        HasTokens = call.Model.Tokens is not null,
        Description = painting.Description,
    };

    private static Failure Busy() => new(FailedAt.Draw, Blame.Gateway, Acceptance.NotAccepted, null, new(
        503, "server_error", "painter_busy", null, $"The painter has {PaintingRoom.WaitingMax} calls waiting. Please try again in 5s.") { RetryAfter = TimeSpan.FromSeconds(5) });

    private sealed record Painted(Painting Painting, CommitResult Commit);
}
