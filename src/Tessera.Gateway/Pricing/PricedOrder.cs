using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Pricing;

/// <summary>A call as far as its price depends on it.</summary>
/// <param name="Order">Where size or quality is open, it has what the model is likely to choose.</param>
internal sealed record PricedOrder(ImageOrder Order, bool SizeIsAuto, bool QualityIsAuto)
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
        return new PricedOrder(order, !sizeIsGiven, qualityIsAuto);
    }

    private static ImageSize? Seen(InputPicture picture) => (picture as Upload ?? (picture as RemotePicture)?.Fetched)?.Info is { } info
        ? new ImageSize(info.Width, info.Height)
        : null;
}
