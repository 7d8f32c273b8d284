namespace Tessera.Gateway.Catalogue;

/// <summary>What a model's size rule says of a size, in the order in which the questions are asked.</summary>
internal enum SizeVerdict
{
    /// <summary>The model makes this size.</summary>
    Accepted,

    /// <summary><c>auto</c>: the model chooses.</summary>
    Auto,

    /// <summary>Not <c>WIDTHxHEIGHT</c>.</summary>
    Format,

    /// <summary>The model makes only the sizes of a list, and this is none of them.</summary>
    NotListed,

    /// <summary>An edge is no multiple of <see cref="SizeRule.Multiple"/>.</summary>
    Multiple,

    /// <summary>An edge is longer than <see cref="SizeRule.EdgeMax"/>.</summary>
    EdgeTooLong,

    /// <summary>An edge is shorter than <see cref="SizeRule.EdgeMin"/>.</summary>
    EdgeTooShort,

    /// <summary>The long edge is more than <see cref="SizeRule.RatioMax"/> times the short one.</summary>
    Ratio,

    /// <summary>Fewer pixels than <see cref="SizeRule.PixelsMin"/>.</summary>
    TooFewPixels,

    /// <summary>More pixels than <see cref="SizeRule.PixelsMax"/>.</summary>
    TooManyPixels,
}

/// <param name="Size">The size that was read; meaningless for <see cref="SizeVerdict.Auto"/> and <see cref="SizeVerdict.Format"/>.</param>
internal readonly record struct SizeCheck(SizeVerdict Verdict, ImageSize Size)
{
    public bool IsAccepted => Verdict is SizeVerdict.Accepted or SizeVerdict.Auto;
}
