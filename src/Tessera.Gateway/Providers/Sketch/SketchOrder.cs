using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Formats;
using Tessera.Inference.Painting;

namespace Tessera.Gateway.Providers.Sketch;

/// <summary>What a call means to the painter once every <c>auto</c> is decided. Pure.</summary>
/// <param name="Refusal">Set where the painter cannot do it on this machine, or at all.</param>
internal sealed record SketchOrder(ImageSize Size, string Quality, ImageFormat Format, Failure? Refusal)
{
    public static SketchOrder Of(ImageCall call)
    {
        var can = call.Model.Capabilities;
        var size = ImageSize.TryParse(call.Size ?? can.DefaultSize, out var asked) ? asked : can.Auto.Size;
        var quality = call.Quality ?? can.DefaultQuality;
        var (format, refusal) = FormatOf(call.OutputFormat ?? "png");
        return new SketchOrder(size, quality == SizeRule.Auto ? can.Auto.Quality : quality, format, refusal);
    }

    /// <summary>The words of a prompt that have no drawing: known before anything is drawn, so that a stream's head can tell.</summary>
    public static IReadOnlyList<Adjustment> Ignored(ImageCall call) => Painter.Understand(call.Prompt).UnknownWords is { Count: > 0 } unknown
        ? [new("prompt", AdjustmentKind.Ignored, string.Join(", ", unknown))]
        : [];

    public Commission Commission(ImageCall call, SketchInputs inputs, int variation) => new()
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

    public ImageOrder ForTokens(ImageCall call, SketchInputs inputs) => new(Size, Quality)
    {
        N = call.Pictures,
        Partials = Partials(call),
        Inputs = [.. inputs.References.Select(picture => new ImageSize(picture.Width, picture.Height))],
        HighFidelity = call.InputFidelity == "high",
        Prompt = call.Prompt,
    };

    private static int Partials(ImageCall call) => call.Stream ? call.PartialImages ?? 0 : 0;

    private static (ImageFormat Format, Failure? Refusal) FormatOf(string name)
    {
        var format = name switch
        {
            "jpeg" => ImageFormat.Jpeg,
            "webp" => ImageFormat.Webp,
            "png" => ImageFormat.Png,
            _ => (ImageFormat?)null,
        };
        if (format is not { } known)
        {
            return (ImageFormat.Png, Refused(400, "invalid_value", $"The painter draws no {name}. Ask for output_format png, jpeg or webp, or use a live key."));
        }

        return ImageCodec.CanEncode(known, out var package)
            ? (known, null)
            : (known, Refused(501, "format_unavailable", $"This gateway cannot write {name} yet: install the Debian package {package} (apt-get install {package}) and start it again, or ask for output_format png."));
    }

    private static Failure Refused(int status, string code, string message) =>
        new(FailedAt.Draw, Blame.Caller, Acceptance.NotAccepted, null, new(status, CallerError.InvalidRequest, code, "output_format", message) { MayRepeat = false });
}
