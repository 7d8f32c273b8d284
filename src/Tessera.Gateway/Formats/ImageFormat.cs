namespace Tessera.Gateway.Formats;

/// <summary>A picture format that clients send or providers return. Gif is recognised so that it can be refused by name.</summary>
internal enum ImageFormat
{
    Png,
    Jpeg,
    Webp,
    Gif,
}

/// <summary>How a format is called on the wire (<c>image/png</c>), in a file name (<c>png</c>) and in an API field (<c>jpeg</c>).</summary>
internal static class ImageFormatNames
{
    extension(ImageFormat format)
    {
        public string MediaType => format switch
        {
            ImageFormat.Png => "image/png",
            ImageFormat.Jpeg => "image/jpeg",
            ImageFormat.Webp => "image/webp",
            _ => "image/gif",
        };

        /// <summary>Without the dot; a JPEG file is <c>jpg</c>.</summary>
        public string Extension => format switch
        {
            ImageFormat.Png => "png",
            ImageFormat.Jpeg => "jpg",
            ImageFormat.Webp => "webp",
            _ => "gif",
        };

        /// <summary>The name in <c>output_format</c>: <c>png</c>, <c>jpeg</c>, <c>webp</c>, <c>gif</c>.</summary>
        public string ApiName => format == ImageFormat.Jpeg ? "jpeg" : format.Extension;
    }

    /// <summary>Exact and lower-case on purpose: the extension is part of a signed address, which has one spelling.</summary>
    public static ImageFormat? FromExtension(ReadOnlySpan<char> extension) => extension switch
    {
        "png" => ImageFormat.Png,
        "jpg" => ImageFormat.Jpeg,
        "webp" => ImageFormat.Webp,
        "gif" => ImageFormat.Gif,
        _ => null,
    };
}
