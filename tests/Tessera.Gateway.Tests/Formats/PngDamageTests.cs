using System.Buffers.Binary;
using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Tests.Formats;

public sealed class PngDamageTests
{
    private static readonly PngBuilder Gray = new(6, 5, 8, 0);

    [Fact]
    public void Decode_CutShortAnywhere_NeverSucceeds()
    {
        var file = Gray.Build(Ramp);
        var lastPixelByte = file.AsSpan().LastIndexOf("IEND"u8) - 8;

        for (var length = 0; length < lastPixelByte; length++)
        {
            var decoded = ImageCodec.Decode(file.AsMemory(0, length), DecodeLimits.Default);

            Assert.True(decoded.Raster is null, $"{length} of {file.Length} bytes were taken for a picture.");
            Assert.Equal(length < 8 ? DecodeFailureKind.NotAnImage : DecodeFailureKind.Damaged, decoded.Failure!.Kind);
        }
    }

    [Fact]
    public void Decode_AnyByteOfPixelsOrHeaderChanged_IsDamaged()
    {
        var file = Gray.Build(Ramp);
        int[] places = [19, 24, 29, file.AsSpan().IndexOf("IDAT"u8) + 5, file.AsSpan().LastIndexOf("IDAT"u8) + 4];

        foreach (var place in places)
        {
            var changed = (byte[])file.Clone();
            changed[place] ^= 0x40;

            Assert.Equal(DecodeFailureKind.Damaged, Failure(changed).Kind);
        }
    }

    [Fact]
    public void Decode_ChecksumOfPixelsChanged_IsDamaged()
    {
        var file = Gray.Build(Ramp);
        file[file.AsSpan().LastIndexOf("IEND"u8) - 5] ^= 1;

        Assert.Equal(DecodeFailureKind.Damaged, Failure(file).Kind);
    }

    [Fact]
    public void Decode_FilterThatDoesNotExist_IsDamaged() =>
        Assert.Contains("filter", Failure(new PngBuilder(4, 4, 8, 0) { Filter = row => (byte)(row == 2 ? 5 : 0) }.Build(Ramp)).Message, StringComparison.Ordinal);

    [Fact]
    public void Decode_PixelBeyondThePalette_IsDamaged() =>
        Assert.Contains("palette", Failure(new PngBuilder(4, 4, 8, 3) { Palette = [1, 2, 3, 4, 5, 6] }.Build((x, _, _) => x)).Message, StringComparison.Ordinal);

    [Fact]
    public void Decode_PaletteLargerThanTheDepth_IsDamaged() =>
        Assert.Contains("palette", Failure(new PngBuilder(4, 4, 1, 3) { Palette = new byte[9] }.Build((_, _, _) => 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Decode_NoPalette_IsDamaged() =>
        Assert.Contains("palette", Failure(new PngBuilder(4, 4, 1, 3).Build((_, _, _) => 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Decode_TransparencyThatDoesNotFit_IsDamaged() =>
        Assert.Contains("transparency", Failure(new PngBuilder(4, 4, 8, 6) { Transparency = [1, 2] }.Build(Ramp)).Message, StringComparison.Ordinal);

    [Fact]
    public void Decode_MorePixelDataThanPixels_IsDamaged() =>
        Assert.Contains("more", Failure(new PngBuilder(4, 4, 8, 0) { SurplusBytes = 1 }.Build(Ramp)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(16_384, 1, nameof(DecodeFailureKind.TooManyPixels))]
    [InlineData(1, 16_384, nameof(DecodeFailureKind.TooManyPixels))]
    [InlineData(int.MaxValue, int.MaxValue, nameof(DecodeFailureKind.TooManyPixels))]
    [InlineData(16_000, 16_000, nameof(DecodeFailureKind.TooManyPixels))]
    [InlineData(7_000, 7_000, nameof(DecodeFailureKind.Damaged))]
    [InlineData(0, 5, nameof(DecodeFailureKind.Damaged))]
    [InlineData(-1, 5, nameof(DecodeFailureKind.Damaged))]
    public void Decode_HeaderClaimsASize_IsRefusedWithoutMemory(int width, int height, string expected)
    {
        var file = WithSize(width, height);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var failure = Failure(file);

        Assert.Equal(expected, failure.Kind.ToString());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Fact]
    public void Decode_PixelDataThatInflatesWithoutEnd_ReadsNoMoreThanThePicture()
    {
        // 40 MB of zeros in 40 KB.
        var file = WithPixels(PngBuilder.Deflate(new byte[40_000_000]), pieces: 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(DecodeFailureKind.Damaged, Failure(file).Kind);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Decode_HundredThousandEmptyPixelChunks_IsStillThePicture()
    {
        var rows = new byte[4 * 5];
        var decoded = ImageCodec.Decode(WithPixels(PngBuilder.Deflate(rows), pieces: 100_000), DecodeLimits.Default);

        Assert.NotNull(decoded.Raster);
    }

    [Fact]
    public void Decode_MoreBytesThanTheLimit_IsRefusedUnread()
    {
        var limits = DecodeLimits.Default with { BytesMax = 20 };

        Assert.Equal(DecodeFailureKind.TooManyBytes, ImageCodec.Decode(new byte[21], limits).Failure!.Kind);
    }

    private static int Ramp(int x, int y, int channel) => 10 * x + y + channel;

    private static DecodeFailure Failure(byte[] file) => ImageCodec.Decode(file, DecodeLimits.Default).Failure ?? throw new InvalidOperationException("It decoded.");

    private static byte[] WithSize(int width, int height)
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);
        PngBuilder.Chunk(file, "IHDR", header);
        PngBuilder.Chunk(file, "IDAT", PngBuilder.Deflate(new byte[100]));
        PngBuilder.Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] WithPixels(byte[] deflated, int pieces)
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        PngBuilder.Chunk(file, "IHDR", [0, 0, 0, 4, 0, 0, 0, 4, 8, 0, 0, 0, 0]);
        for (var i = 0; i < pieces; i++)
        {
            PngBuilder.Chunk(file, "IDAT", i == pieces / 2 ? deflated : []);
        }

        PngBuilder.Chunk(file, "IEND", []);
        return file.ToArray();
    }
}
