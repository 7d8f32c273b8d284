namespace Tessera.Gateway.Catalogue;

/// <summary>A capability profile as it is written; <see cref="Capabilities"/> says what each key means.</summary>
internal sealed record ProfileData : WrittenData
{
    public List<string> Operations { get; set; } = [];

    public SizeData? Sizes { get; set; }

    public string? DefaultSize { get; set; }

    public List<string> Qualities { get; set; } = [];

    public Dictionary<string, string> LegacyQualities { get; set; } = [];

    public string? DefaultQuality { get; set; }

    public AutoData? Auto { get; set; }

    public bool Transparent { get; set; }

    public List<string>? InputFidelity { get; set; }

    public List<string> OutputFormats { get; set; } = [];

    public List<string>? Complexity { get; set; }

    public List<string>? Styles { get; set; }

    public List<string>? Moderation { get; set; }

    public string? NativeResponseFormat { get; set; }

    public bool Stream { get; set; }

    public bool Markup { get; set; }

    public bool Seed { get; set; }

    public int PromptCharsMax { get; set; }

    public int NMax { get; set; }

    public int PartialImagesMax { get; set; }

    public int InputImagesMax { get; set; }

    public long ImageBytesMax { get; set; }

    public long MaskBytesMax { get; set; }
}

internal sealed record AutoData : WrittenData
{
    public string? Size { get; set; }

    public string? Quality { get; set; }

    public string? Why { get; set; }
}

internal sealed record SizeData : WrittenData
{
    public List<string> Listed { get; set; } = [];

    public List<string> Advertised { get; set; } = [];

    public bool Auto { get; set; }

    public int? Multiple { get; set; }

    public int? EdgeMin { get; set; }

    public int? EdgeMax { get; set; }

    public int? RatioMax { get; set; }

    public long? PixelsMin { get; set; }

    public long? PixelsMax { get; set; }

    public long? ExperimentalAbovePixels { get; set; }
}
