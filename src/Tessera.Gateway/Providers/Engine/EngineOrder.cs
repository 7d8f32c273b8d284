using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Uploads;
using Tessera.Inference.Engine;
using Tessera.Inference.Framing;
using Tessera.Inference.Families;

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
        var adjustments = new List<Adjustment>(Of(call).Sizes(call));
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
            adjustments.Add(new("input_fidelity", AdjustmentKind.Ignored, "what a mask keeps is kept exactly"));
        }

        return adjustments;
    }

    /// <summary>What else was done to the pictures of an edit or a variation, which their pixels decide.</summary>
    public static IEnumerable<Adjustment> Framed(DrawOrder order, PictureGrid grid) =>
        order.References.Count == 0 ? [] : Framing.Of(order, grid).Notes.Select(note => new Adjustment(order.Mask is null ? "image" : "mask", AdjustmentKind.Mapped, note));

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

    private IEnumerable<Adjustment> Sizes(ImageCall call)
    {
        var pack = call.Model.Installed!.Card;
        if (call.Operation == Operation.Generate)
        {
            var words = new DrawOrder { Prompt = call.Prompt, Width = Size.Width, Height = Size.Height };
            return Framing.Of(words, pack.Grid).Notes.Select(note => new Adjustment("size", AdjustmentKind.Mapped, note));
        }

        if (call.Mask is not null)
        {
            return [new("mask", AdjustmentKind.Mapped, $"the part around it is drawn at {call.Model.Capabilities.Auto.Size}, and all outside is kept")];
        }

        return call.Operation == Operation.Edit && !pack.TakesReferences
            ? [new("image", AdjustmentKind.Mapped, "this model cannot look at pictures: it draws anew in the likeness of this one, and a mask says what to keep")]
            : [];
    }

    /// <summary>The model's own size; for an edit or a variation that of its picture, so that what is kept is kept to the bit.</summary>
    private static ImageSize AutoSize(ImageCall call) =>
        call.Images is [Upload { Info: { } info }, ..] && new ImageSize(info.Width, info.Height) is var size && call.Model.Capabilities.Sizes.Check(size.ToString()).IsAccepted
            ? size
            : call.Model.Capabilities.Auto.Size;
}
