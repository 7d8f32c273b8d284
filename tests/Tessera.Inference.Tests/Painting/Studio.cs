using System.Security.Cryptography;
using Tessera.Inference.Painting;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Tests.Painting;

/// <summary>Small pictures and what can be measured on them.</summary>
internal static class Studio
{
    public static Commission Order(string prompt, int width = 96, int height = 96) => new() { Prompt = prompt, Width = width, Height = height, Seed = 1 };

    public static Raster Paint(string prompt, int width = 96, int height = 96) => Painter.Paint(Order(prompt, width, height)).Picture;

    public static string Hash(Raster raster) => Convert.ToHexString(SHA256.HashData(raster.Pixels))[..16];

    public static Raster Plain(int width, int height, byte red, byte green, byte blue)
    {
        var raster = new Raster(width, height);
        for (var at = 0; at < raster.Pixels.Length; at += 4)
        {
            (raster.Pixels[at], raster.Pixels[at + 1], raster.Pixels[at + 2], raster.Pixels[at + 3]) = (red, green, blue, 255);
        }

        return raster;
    }

    /// <summary>The mean difference of a part of a pixel, 0 to 255.</summary>
    public static double Difference(Raster a, Raster b) =>
        a.Pixels.Zip(b.Pixels, (left, right) => Math.Abs(left - right)).Average();
}
