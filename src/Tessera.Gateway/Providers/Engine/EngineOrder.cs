using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Uploads;
using Tessera.Inference.Engine;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>What a call means to a model on this machine once every <c>auto</c> is decided. Pure.</summary>
internal sealed record EngineOrder(ImageSize Size, string Quality, DrawnFile File)
{
    /// <summary>Pictures drawn for each that is kept at high quality: columns of one pass over the weights, which is what takes the time.</summary>
    public const int CandidatesOfHigh = 4;

    public int Candidates => Quality == "high" ? CandidatesOfHigh : 1;

    public static EngineOrder Of(ImageCall call)
    {
        var can = call.Model.Capabilities;
        var size = ImageSize.TryParse(call.Size ?? can.DefaultSize, out var asked) ? asked : AutoSize(call);
        var quality = call.Quality ?? can.DefaultQuality;
        return new EngineOrder(size, quality == SizeRule.Auto ? can.Auto.Quality : quality, DrawnFile.Of(call));
    }

    /// <summary>What becomes of parameters otherwise than their names say: known before anything is drawn, so that a stream's head can tell.</summary>
    public static IReadOnlyList<Adjustment> Adjustments(ImageCall call)
    {
        var order = Of(call);
        var own = call.Model.Capabilities.Auto.Size;
        var adjustments = new List<Adjustment>();
        if (order.Size != own)
        {
            adjustments.Add(new("size", AdjustmentKind.Mapped, $"drawn at {own}, scaled to {order.Size}"));
        }

        if (call.Quality is "low" or "high")
        {
            adjustments.Add(new("quality", AdjustmentKind.Mapped, call.Quality == "low"
                ? "drawn as medium is"
                : string.Create(CultureInfo.InvariantCulture, $"the best of {CandidatesOfHigh} by the model's own judgement")));
        }

        if (call.Moderation is not null)
        {
            adjustments.Add(new("moderation", AdjustmentKind.Ignored, "nothing is moderated on this machine"));
        }

        if (call.InputFidelity is not null)
        {
            adjustments.Add(new("input_fidelity", AdjustmentKind.Ignored, "what the mask keeps is kept exactly"));
        }

        return adjustments;
    }

    /// <param name="call">The call.</param>
    /// <param name="inputs">Its pictures.</param>
    /// <param name="seed">Its own, or one that was chosen for it.</param>
    /// <param name="sequencesMax">As many as the model has room to draw at once.</param>
    public DrawOrder ToDraw(ImageCall call, DecodedPictures inputs, long seed, int sequencesMax) => new()
    {
        Prompt = call.Prompt,
        Width = Size.Width,
        Height = Size.Height,
        Seed = unchecked((ulong)seed),
        Pictures = call.Pictures,
        Candidates = Math.Min(Candidates, sequencesMax),
        References = inputs.References,
        Mask = inputs.Mask,
        Vary = call.Operation == Operation.Vary,
        Partials = Partials(call),
    };

    public ImageOrder ForTokens(ImageCall call) => new(Size, Quality) { N = call.Pictures, Partials = Partials(call), Prompt = call.Prompt };

    private static int Partials(ImageCall call) => call.Stream ? call.PartialImages ?? 0 : 0;

    /// <summary>The model's own size; for an edit that of its picture, so that what is kept is kept to the bit.</summary>
    private static ImageSize AutoSize(ImageCall call) =>
        call.Operation == Operation.Edit && call.Images is [Upload { Info: { } info }, ..] && new ImageSize(info.Width, info.Height) is var size && call.Model.Capabilities.Sizes.Check(size.ToString()).IsAccepted
            ? size
            : call.Model.Capabilities.Auto.Size;
}
