using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Inference.Painting;

namespace Tessera.Gateway.Providers.Sketch;

/// <summary>What a call means to the painter once every <c>auto</c> is decided. Pure.</summary>
internal sealed record SketchOrder(ImageSize Size, string Quality, DrawnFile File)
{
    public static SketchOrder Of(ImageCall call)
    {
        var can = call.Model.Capabilities;
        var size = ImageSize.TryParse(call.Size ?? can.DefaultSize, out var asked) ? asked : can.Auto.Size;
        var quality = call.Quality ?? can.DefaultQuality;
        return new SketchOrder(size, quality == SizeRule.Auto ? can.Auto.Quality : quality, DrawnFile.Of(call));
    }

    /// <summary>The words of a prompt that have no drawing: known before anything is drawn, so that a stream's head can tell.</summary>
    public static IReadOnlyList<Adjustment> Ignored(ImageCall call) => Painter.Understand(call.Prompt).UnknownWords is { Count: > 0 } unknown
        ? [new("prompt", AdjustmentKind.Ignored, string.Join(", ", unknown))]
        : [];

    public Commission Commission(ImageCall call, DecodedPictures inputs, int variation) => new()
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
        Partials = Partials(call),
    };

    public ImageOrder ForTokens(ImageCall call, DecodedPictures inputs) => new(Size, Quality)
    {
        N = call.Pictures,
        Partials = Partials(call),
        Inputs = [.. inputs.References.Select(picture => new ImageSize(picture.Width, picture.Height))],
        HighFidelity = call.InputFidelity == "high",
        Prompt = call.Prompt,
    };

    private static int Partials(ImageCall call) => call.Stream ? call.PartialImages ?? 0 : 0;
}
