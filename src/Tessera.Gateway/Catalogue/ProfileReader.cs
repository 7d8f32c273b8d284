namespace Tessera.Gateway.Catalogue;

/// <summary>From a written profile to <see cref="Capabilities"/>, checked against itself: a default must be one of the choices.</summary>
internal static class ProfileReader
{
    private static readonly Dictionary<string, Operations> OperationWords = new(StringComparer.Ordinal)
    {
        ["generate"] = Operations.Generate,
        ["edit"] = Operations.Edit,
        ["vary"] = Operations.Vary,
    };

    public static Capabilities Read(Place place, string name, ProfileData data)
    {
        place.Unknown(data);
        var operations = Operations.None;
        foreach (var word in data.Operations)
        {
            operations |= OperationWords[place.At("operations").OneOf(word, OperationWords.Keys)];
        }

        if (operations == Operations.None)
        {
            place.At("operations").Wrong("missing");
        }

        if (data.Qualities.Count == 0)
        {
            place.At("qualities").Wrong("missing");
        }

        if (data.OutputFormats.Count == 0)
        {
            place.At("output_formats").Wrong("missing");
        }

        foreach (var (legacy, quality) in data.LegacyQualities)
        {
            place.At($"legacy_qualities.{legacy}").OneOf(quality, data.Qualities);
        }

        var sizes = Sizes(place.At("sizes"), data.Sizes);
        return new Capabilities
        {
            Profile = name,
            Operations = operations,
            Sizes = sizes,
            DefaultSize = Accepted(place.At("default_size"), sizes, data.DefaultSize),
            Qualities = data.Qualities,
            LegacyQualities = data.LegacyQualities,
            DefaultQuality = place.At("default_quality").OneOf(data.DefaultQuality, data.Qualities),
            Auto = Auto(place.At("auto"), data, sizes),
            Transparent = data.Transparent,
            InputFidelity = data.InputFidelity,
            OutputFormats = data.OutputFormats,
            Complexity = data.Complexity,
            Styles = data.Styles,
            Moderation = data.Moderation,
            NativeResponseFormat = data.NativeResponseFormat,
            Stream = data.Stream,
            Markup = data.Markup,
            Seed = data.Seed,
            PromptCharsMax = (int)WrittenValues.AtLeast(place.At("prompt_chars_max"), data.PromptCharsMax, 1),
            NMax = (int)WrittenValues.AtLeast(place.At("n_max"), data.NMax, 1),
            PartialImagesMax = (int)WrittenValues.AtLeast(place.At("partial_images_max"), data.PartialImagesMax, 0),
            InputImagesMax = (int)WrittenValues.AtLeast(place.At("input_images_max"), data.InputImagesMax, operations > Operations.Generate ? 1 : 0),
            ImageBytesMax = WrittenValues.AtLeast(place.At("image_bytes_max"), data.ImageBytesMax, data.InputImagesMax > 0 ? 1 : 0),
            MaskBytesMax = WrittenValues.AtLeast(place.At("mask_bytes_max"), data.MaskBytesMax, 0),
        };
    }

    private static AutoChoice Auto(Place place, ProfileData data, SizeRule sizes)
    {
        if (data.Auto is not { } auto)
        {
            place.Wrong("missing");
            return new AutoChoice(default, "", "");
        }

        place.Unknown(auto);
        var size = WrittenValues.Size(place.At("size"), Accepted(place.At("size"), sizes, auto.Size));
        var quality = place.At("quality").OneOf(auto.Quality, data.Qualities.Where(word => word != "auto").ToArray());
        return new AutoChoice(size, quality, place.At("why").Text(auto.Why));
    }

    private static string Accepted(Place place, SizeRule sizes, string? text)
    {
        if (text is null || !sizes.Check(text).IsAccepted)
        {
            place.Wrong($"'{text}' is no size of this profile");
        }

        return text ?? "";
    }

    private static SizeRule Sizes(Place place, SizeData? data)
    {
        if (data is null)
        {
            place.Wrong("missing");
            return new SizeRule();
        }

        place.Unknown(data);
        var rule = new SizeRule
        {
            Listed = data.Listed,
            TakesAuto = data.Auto || data.Listed.Contains(SizeRule.Auto),
            Advertised = data.Listed.Count > 0 ? data.Listed : data.Advertised,
            Multiple = (int)WrittenValues.AtLeast(place.At("multiple"), data.Multiple ?? 1, 1),
            EdgeMin = (int)WrittenValues.AtLeast(place.At("edge_min"), data.EdgeMin ?? 1, 1),
            EdgeMax = (int)WrittenValues.AtLeast(place.At("edge_max"), data.EdgeMax ?? int.MaxValue, data.EdgeMin ?? 1),
            RatioMax = (int)WrittenValues.AtLeast(place.At("ratio_max"), data.RatioMax ?? int.MaxValue, 1),
            PixelsMin = WrittenValues.AtLeast(place.At("pixels_min"), data.PixelsMin ?? 1, 1),
            PixelsMax = WrittenValues.AtLeast(place.At("pixels_max"), data.PixelsMax ?? long.MaxValue, data.PixelsMin ?? 1),
            ExperimentalAbovePixels = data.ExperimentalAbovePixels,
        };
        if (rule.IsListed == data.EdgeMax.HasValue)
        {
            place.Wrong("give either a list or bounds with edge_max");
        }

        foreach (var size in rule.Advertised)
        {
            if (size != SizeRule.Auto)
            {
                WrittenValues.Size(place.At("listed"), size);
                Accepted(place.At("advertised"), rule, size);
            }
        }

        return rule;
    }
}
