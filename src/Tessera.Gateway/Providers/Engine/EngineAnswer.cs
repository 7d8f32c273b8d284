using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Inference.Engine;
using Tessera.Inference.Families;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>One call to a model on this machine: its pictures as they become ready, each stored before the next is looked at.</summary>
/// <param name="call">The call.</param>
/// <param name="seed">The call's own, or one that was chosen for it.</param>
/// <param name="engines">Who has the model open.</param>
/// <param name="painting">Where uploads are decoded: as many at once as there are cores.</param>
internal sealed class EngineAnswer(ImageCall call, long seed, EngineRoom engines, PaintingRoom painting, ImageStore store, TimeProvider time) : DrawnAnswer
{
    private readonly EngineOrder _order = EngineOrder.Of(call);

    public override async Task<Result<ImageResult, Failure>> DrawAsync(Func<PartialPicture, ValueTask> onPartial, Action<DrawingState> onState, CancellationToken cancellation)
    {
        if (_order.File.Refusal is { } refusal)
        {
            return refusal;
        }

        onState(DrawingState.Loading);
        if ((await engines.EnterAsync(call.Model.Installed!, cancellation)).Failed(out var closed, out var lease))
        {
            return closed;
        }

        using (lease)
        {
            var inputs = await painting.PaintAsync(() => DecodedPictures.Decode(call), cancellation);
            if (inputs is null)
            {
                return EngineFailures.Busy(call.Model.Id, PaintingRoom.WaitingMax);
            }

            if (inputs.Failure is { } undecodable)
            {
                return undecodable;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lease.Stopping);
            try
            {
                return await DrawAsync(lease.Engine, inputs, onPartial, onState, either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return EngineFailures.Stopping();
            }
        }
    }

    private async Task<Result<ImageResult, Failure>> DrawAsync(
        PictureEngine engine, DecodedPictures inputs, Func<PartialPicture, ValueTask> onPartial, Action<DrawingState> onState, CancellationToken cancellation)
    {
        var order = _order.ToDraw(call, inputs, seed, engine.Options.SequencesMax);
        var pictures = new List<FinishedPicture>(call.Pictures);
        await foreach (var happened in engine.DrawAsync(order, cancellation))
        {
            switch (happened)
            {
                case DrawEvent.Queued queued:
                    onState(DrawingState.InLine(queued.Position + 1));
                    break;
                case DrawEvent.Started:
                    onState(DrawingState.Drawing(0, 0));
                    break;
                case DrawEvent.Progress progress:
                    onState(DrawingState.Drawing(progress.Tokens, progress.Total));
                    break;
                case DrawEvent.Partial partial:
                    await onPartial(new(partial.Index, _order.File.Format, _order.File.Encode(partial.Raster)));
                    break;
                case DrawEvent.Finished finished:
                    if (!_order.File.Keep(finished.Raster, store).Succeeded(out var stored, out var unstored))
                    {
                        return StoreTrouble.Of(unstored);
                    }

                    pictures.Add(new(stored, null));
                    break;
                case DrawEvent.Refused refused:
                    return EngineFailures.Of(call.Model.Id, refused.Refusal);
                case DrawEvent.TurnedAway turned:
                    return EngineFailures.Busy(call.Model.Id, turned.Waiting);
            }
        }

        return Result(pictures, order, engine.Grid);
    }

    private ImageResult Result(List<FinishedPicture> pictures, DrawOrder order, PictureGrid grid) => new()
    {
        Created = time.GetUtcNow(),
        Pictures = pictures,
        Background = "opaque",
        OutputFormat = _order.File.Format.ApiName,
        Quality = _order.Quality,
        Size = _order.Size.ToString(),
        Usage = TokenFormula.Estimate(call.Model, _order.ForTokens(call)).Usage,
        HasTokens = true,
        Adjustments = [.. EngineOrder.Framed(order, grid), .. Fewer(order.Candidates)],
    };

    private IEnumerable<Adjustment> Fewer(int candidates) =>
        candidates < _order.Candidates ? [new("quality", AdjustmentKind.Mapped, string.Create(CultureInfo.InvariantCulture, $"the best of {candidates}: there is no memory for more"))] : [];
}
