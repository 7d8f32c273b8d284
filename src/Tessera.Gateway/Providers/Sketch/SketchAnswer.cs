using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Inference.Painting;

namespace Tessera.Gateway.Providers.Sketch;

/// <summary>
/// One call to the painter: its pictures one after the other, each stored before the next is begun, and the tokens that the
/// asked model's formulas give for them.
/// </summary>
internal sealed class SketchAnswer(ImageCall call, PaintingRoom room, ImageStore store, TimeProvider time) : DrawnAnswer
{
    private readonly SketchOrder _order = SketchOrder.Of(call);

    public override async Task<Result<ImageResult, Failure>> DrawAsync(Func<PartialPicture, ValueTask> onPartial, Action<DrawingState> onState, CancellationToken cancellation)
    {
        if (_order.File.Refusal is { } refusal)
        {
            return refusal;
        }

        var inputs = await room.PaintAsync(() => DecodedPictures.Decode(call), cancellation);
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
            (index, raster) => onPartial(new(index, _order.File.Format, _order.File.Encode(raster))).AsTask().GetAwaiter().GetResult(),
            cancellation);
        return new Painted(painting, _order.File.Keep(painting.Picture, store));
    }

    private ImageResult Result(List<FinishedPicture> pictures, DecodedPictures inputs, Painting painting) => new()
    {
        Created = time.GetUtcNow(),
        Pictures = pictures,
        Background = call.Background == "transparent" ? "transparent" : "opaque",
        OutputFormat = _order.File.Format.ApiName,
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
