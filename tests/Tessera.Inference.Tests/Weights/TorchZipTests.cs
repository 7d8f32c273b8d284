using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Weights;

public sealed class TorchZipTests
{
    private const string Storage = "(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0002tQ";

    [Theory]
    [InlineData("cos\nsystem\nX\u0002\0\0\0ls\u0085R.", "The pickle names 'os.system', which is no part of weights.")]
    [InlineData("X\u0002\0\0\0osX\u0006\0\0\0system\u0093.", "The pickle names 'os.system', which is no part of weights.")]
    [InlineData("cbuiltins\neval\n.", "The pickle names 'builtins.eval', which is no part of weights.")]
    [InlineData("(ios\nsystem\n.", "The pickle has the operation 0x69, which weights do not need.")]
    [InlineData("\u0082\u0001.", "The pickle has the operation 0x82, which weights do not need.")]
    [InlineData("cargparse\nNamespace\nK\u0001\u0085\u0081.", "The pickle makes an object, which weights do not need.")]
    [InlineData("ccollections\nOrderedDict\n)\u0081.", "The pickle makes an object, which weights do not need.")]
    [InlineData("cargparse\nNamespace\n)R.", "The pickle calls argparse.Namespace with other arguments than torch.save writes.")]
    [InlineData("ctorch\nFloatStorage\n)R.", "The pickle calls torch.FloatStorage with other arguments than torch.save writes.")]
    [InlineData("K\u0001)R.", "The pickle calls something that has no name.")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffa.", "The pickle is cut short.")]
    [InlineData("h\u0009.", "The pickle recalls what it did not keep.")]
    [InlineData("0", "The pickle has the operation 0x30, which weights do not need.")]
    [InlineData("t.", "The pickle has no mark where it needs one.")]
    [InlineData("((\u0085.", "The pickle takes a mark for a value.")]
    [InlineData("R.", "The pickle takes from an empty stack.")]
    [InlineData("K\u0001K\u0002.", "The pickle leaves not one value.")]
    [InlineData("K\u0001Q.", "The pickle refers to something that is no storage.")]
    [InlineData("\u008a\u0009123456789.", "The pickle has a number of over 64 bits.")]
    [InlineData("]K\u0001.", "The pickle leaves not one value.")]
    [InlineData("].", "The pickle holds no dict of tensors.")]
    [InlineData("}", "The pickle is cut short.")]
    public void Read_WrongPickle_IsRefusedInOneSentence(string pickle, string reason) => Assert.Equal(reason, Refused(Zip(pickle)));

    [Theory]
    [InlineData("K\u0000K\u0003\u0085K\u0001\u0085", "A tensor of 2 numbers has a shape or an offset that does not fit.")]
    [InlineData("K\u0001K\u0002\u0085K\u0001\u0085", "A tensor of 2 numbers has a shape or an offset that does not fit.")]
    [InlineData("J\u00ff\u00ff\u00ff\u00ffK\u0002\u0085K\u0001\u0085", "A tensor of 2 numbers has a shape or an offset that does not fit.")]
    [InlineData("\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fK\u0001\u0085K\u0001\u0085", "A tensor of 2 numbers has a shape or an offset that does not fit.")]
    [InlineData("K\u0000K\u0001K\u0002\u0086K\u0002K\u0002\u0086", "A tensor is not stored row by row; make it contiguous before saving.")]
    [InlineData("K\u0000K\u0002\u0085K\u0000\u0085", "A tensor is not stored row by row; make it contiguous before saving.")]
    public void Read_TensorThatDoesNotFitItsStorage_IsRefused(string window, string reason) =>
        Assert.Equal(reason, Refused(Zip($"}}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n({Storage}{window}\u0089NtRs.")));

    [Theory]
    [InlineData(8, null)]
    [InlineData(7, "'w' lies in a storage of 7 bytes, where 2 numbers of F32 are claimed.")]
    [InlineData(0, "'w' lies in the storage '0', which is not there.")]
    public void Read_StorageOfAnotherSize_IsRefused(int bytes, string? reason)
    {
        using var folder = new TempFolder();
        var pickle = $"}}X\u0001\0\0\0wctorch._utils\n_rebuild_tensor_v2\n({Storage}K\u0000K\u0002\u0085K\u0001\u0085\u0089NtRs.";
        var zip = bytes == 0 ? Zip(pickle) : Zip(pickle, ("x/data/0", new byte[bytes], CompressionLevel.NoCompression));
        Assert.Equal(reason is null, WeightSet.TryOpen(folder.Write("x.bin", zip), out var set, out var refusal));
        set?.Dispose();
        Assert.Equal(reason, refusal?.Reason);
    }

    [Fact]
    public void Read_CompressedEntry_IsRefusedUnopened() => Assert.Equal(
        "The zip entry 'x/data/0' is compressed or encrypted; torch.save stores entries as they are.",
        Refused(Zip("}.", ("x/data/0", new byte[1_000_000], CompressionLevel.Optimal))));

    [Theory]
    [InlineData("../../etc/cron.d/x")]
    [InlineData("/etc/passwd")]
    [InlineData("x\\..\\y")]
    [InlineData("C:x")]
    public void Read_EntryThatLeavesItsFolder_IsRefused(string name) => Assert.Equal(
        $"The zip entry '{name}' would leave its folder.", Refused(Zip("}.", (name, [1], CompressionLevel.NoCompression))));

    [Fact]
    public void Read_EntryTwice_IsRefused() => Assert.Equal("The zip directory has 'x/data/0' twice.", Refused(Zip("}.",
        ("x/data/0", [1], CompressionLevel.NoCompression), ("x/data/0", [2], CompressionLevel.NoCompression))));

    [Fact]
    public void Read_EntriesThatOverlap_IsRefused()
    {
        // The second entry's local header is given as that of the first.
        var zip = Zip("}.", ("x/data/0", new byte[8], CompressionLevel.NoCompression), ("x/data/1", new byte[8], CompressionLevel.NoCompression));
        var entries = Positions(zip, "PK\u0001\u0002"u8);
        zip.AsSpan(entries[1] + 42, 4).CopyTo(zip.AsSpan(entries[2] + 42, 4));
        Assert.StartsWith("Two zip entries overlap at byte ", Refused(zip), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1_000_000, false)]
    public void Read_DirectoryOfMoreThan32Bits_IsFoundThroughItsRecord(int shift, bool opens)
    {
        // torch writes the larger record always; the smaller is made to point to it, as in files beyond 4 GB.
        var zip = File.ReadAllBytes(ReferenceFiles.Path("weights.bin"));
        zip.AsSpan(Positions(zip, "PK\u0005\u0006"u8)[0] + 8, 12).Fill(0xFF);
        var record = Positions(zip, "PK\u0006\u0006"u8)[0] + 48;
        BinaryPrimitives.WriteInt64LittleEndian(zip.AsSpan(record), BinaryPrimitives.ReadInt64LittleEndian(zip.AsSpan(record)) + shift);
        using var folder = new TempFolder();
        Assert.Equal(opens, WeightSet.TryOpen(folder.Write("x.bin", zip), out var set, out var refusal));
        set?.Dispose();
        Assert.Equal(opens ? null : "The zip directory lies outside the file.", refusal?.Reason);
    }

    [Fact]
    public void Read_TwoPickles_IsRefused() => Assert.Equal("The zip does not have one data.pkl of at most 8388608 bytes.",
        Refused(Zip("}.", ("y/data.pkl", [1], CompressionLevel.NoCompression))));

    [Fact]
    public void Read_BigEndian_IsRefused() =>
        Assert.Equal("The numbers are not little-endian.", Refused(Zip("}.", ("x/byteorder", "big"u8.ToArray(), CompressionLevel.NoCompression))));

    [Fact]
    public void Read_CutShort_IsRefused() => Assert.Equal("The file ends without a zip directory; it may be cut short.",
        Refused(File.ReadAllBytes(ReferenceFiles.Path("weights.bin"))[..^30]));

    [Fact]
    public void Read_FormatFromBefore16_SaysWhatToDo() => Assert.Equal(
        "The file is in PyTorch's format from before 1.6; load it there and save it again.", Refused([0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc]));

    private static List<int> Positions(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        var positions = new List<int>();
        for (var i = 0; i <= bytes.Length - 4; i++)
        {
            if (bytes.Slice(i, 4).SequenceEqual(signature))
            {
                positions.Add(i);
            }
        }

        return positions;
    }

    private static string Refused(byte[] file)
    {
        using var folder = new TempFolder();
        Assert.False(WeightSet.TryOpen(folder.Write("x.bin", file), out _, out var refusal));
        return refusal.Reason;
    }

    private static byte[] Zip(string pickle, params (string Name, byte[] Bytes, CompressionLevel Level)[] others)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content, level) in others.Prepend(("x/data.pkl", Encoding.Latin1.GetBytes(pickle), CompressionLevel.NoCompression)))
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
