namespace Tessera.Gateway.Catalogue;

/// <summary>
/// Which sizes a model makes: either those of a list (<see cref="Listed"/> is not empty) or any within bounds.
/// The sizes of a list are checked against the list alone, since that is how their provider answers: it names them all.
/// </summary>
internal sealed record SizeRule
{
    public const string Auto = "auto";

    /// <summary>The closed list in the order in which it is shown, with <c>auto</c> where the model takes it; empty for a flexible rule.</summary>
    public IReadOnlyList<string> Listed { get; init; } = [];

    /// <summary>Whether <c>auto</c> is a size to this model.</summary>
    public bool TakesAuto { get; init; }

    /// <summary>Sizes worth offering: the list, or for a flexible rule the ones its provider advertises.</summary>
    public IReadOnlyList<string> Advertised { get; init; } = [];

    public int Multiple { get; init; } = 1;

    public int EdgeMin { get; init; } = 1;

    public int EdgeMax { get; init; } = int.MaxValue;

    /// <summary>Long edge to short edge, at most.</summary>
    public int RatioMax { get; init; } = int.MaxValue;

    public long PixelsMin { get; init; } = 1;

    public long PixelsMax { get; init; } = long.MaxValue;

    /// <summary>Above this many pixels the provider calls the size experimental; null where it says nothing.</summary>
    public long? ExperimentalAbovePixels { get; init; }

    public bool IsListed => Listed.Count > 0;

    /// <summary>
    /// The first thing that is wrong with a size. The order is OpenAI's as far as it was measured (form, multiple, then the rest);
    /// among the rest we ask for the edges first because that message is the easiest to act on.
    /// </summary>
    public SizeCheck Check(string text)
    {
        if (TakesAuto && string.Equals(text, Auto, StringComparison.Ordinal))
        {
            return new SizeCheck(SizeVerdict.Auto, default);
        }

        var parsed = ImageSize.TryParse(text, out var size);
        if (IsListed)
        {
            return new SizeCheck(parsed && Listed.Contains(text) ? SizeVerdict.Accepted : SizeVerdict.NotListed, size);
        }

        return new SizeCheck(parsed ? Judge(size) : SizeVerdict.Format, size);
    }

    private SizeVerdict Judge(ImageSize size) => size switch
    {
        _ when size.Width % Multiple != 0 || size.Height % Multiple != 0 => SizeVerdict.Multiple,
        _ when size.LongEdge > EdgeMax => SizeVerdict.EdgeTooLong,
        _ when size.ShortEdge < EdgeMin => SizeVerdict.EdgeTooShort,
        _ when size.LongEdge > (long)size.ShortEdge * RatioMax => SizeVerdict.Ratio,
        _ when size.Pixels < PixelsMin => SizeVerdict.TooFewPixels,
        _ when size.Pixels > PixelsMax => SizeVerdict.TooManyPixels,
        _ => SizeVerdict.Accepted,
    };
}
