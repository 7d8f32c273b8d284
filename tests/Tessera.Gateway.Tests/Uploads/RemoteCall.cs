using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Tests.Formats;
using Tessera.Gateway.Uploads;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Tests.Uploads;

/// <summary>Edits whose pictures are given by address.</summary>
internal static class RemoteCall
{
    private static readonly ModelCard Model = ModelCatalogue.Load().Find("gpt-image-1")!;

    public static ImageCall Of(params string[] addresses) => new()
    {
        Operation = Operation.Edit,
        Model = Model,
        AskedModel = "gpt-image-1",
        Prompt = "a hat on its head",
        Images = [.. addresses.Select((address, i) => new RemotePicture(new Uri(address)) { Name = $"image[{i}]" })],
    };

    public static ImageCall WithMask(this ImageCall call, string address) =>
        call with { Mask = new RemotePicture(new Uri(address)) { Name = "mask" } };

    public static byte[] Png(int width, int height, bool withAlpha = false) => Png(TestPictures.Gradient(width, height, withAlpha));

    /// <summary>Larger than what is kept in memory, so that it waits in a file.</summary>
    public static byte[] LargePng() => Png(TestPictures.Noise(200, 200, seed: 7));

    private static byte[] Png(Raster raster)
    {
        var output = new MemoryStream();
        Assert.Null(ImageCodec.Encode(raster, ImageFormat.Png, 100, output));
        return output.ToArray();
    }
}
