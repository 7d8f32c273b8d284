using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Pricing;

/// <summary>A call as far as its price depends on it.</summary>
/// <param name="Order">Where size or quality is open, it has what the model is likely to choose.</param>
/// <param name="Text">The text tokens of one picture.</param>
internal sealed record PricedOrder(ImageOrder Order, bool SizeIsAuto, bool QualityIsAuto, TokenSpan Text)
{
    public static PricedOrder Of(ImageCall call)
    {
        var can = call.Model.Capabilities;
        var sizeIsGiven = ImageSize.TryParse(call.Size ?? can.DefaultSize, out var size);
        var quality = call.Quality ?? can.DefaultQuality;
        var qualityIsAuto = quality == SizeRule.Auto;
        var seen = call.Images.Select(Seen).OfType<ImageSize>().ToList();
        var order = new ImageOrder(sizeIsGiven ? size : can.Auto.Size, qualityIsAuto ? can.Auto.Quality : quality)
        {
            N = call.Pictures,
            Partials = call.Stream ? call.PartialImages ?? 0 : 0,
            Inputs = seen,
            UnknownInputs = call.Images.Count - seen.Count,
            HighFidelity = call.InputFidelity == "high",
            Prompt = call.Prompt,
        };
        return new PricedOrder(order, !sizeIsGiven, qualityIsAuto, TokenFormula.Text(call.Model, order));
    }

    /// <summary>A film of several frames: <c>gif</c>.</summary>
    public static bool IsFilm(ImageCall call) => call.OutputFormat == "gif";

    /// <summary>Every order that may become of it, where size or quality is open or a film has many frames.</summary>
    public IEnumerable<ImageOrder> Choices(ImageCall call)
    {
        var choices = AutoRange.Choices(call.Model, Order, SizeIsAuto, QualityIsAuto);
        if (!IsFilm(call))
        {
            return choices;
        }

        var sheet = AutoRange.LargestSquare(call.Model.Capabilities.Sizes with { ExperimentalAbovePixels = null });
        return choices.Concat(AutoRange.Choices(call.Model, Order with { Size = sheet }, sizeIsAuto: false, QualityIsAuto));
    }

    public TokenEstimate Quantities(ImageCall call) => AutoRange.Span(call.Model, Order, Choices(call), Text);

    private static ImageSize? Seen(InputPicture picture) => (picture as Upload ?? (picture as RemotePicture)?.Fetched)?.Info is { } info
        ? new ImageSize(info.Width, info.Height)
        : null;
}
