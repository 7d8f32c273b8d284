using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Weights;

public sealed class SafetensorsTests
{
    [Theory]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "'t' has 4 bytes where its shape needs 8.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", "'t' has a shape that is missing, negative or too large.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", "'t' has a shape that is missing, negative or too large.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}}""", "'t' has a shape that is missing, negative or too large.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "'t' has a shape that is missing, negative or too large.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2]}}""", "'t' lies outside the file.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "'t' lies outside the file.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "'t' lies outside the file.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775800,9223372036854775807]}}""", "'t' lies outside the file.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "'t' lies outside the file.")]
    [InlineData("""{"t":{"dtype":"F4","shape":[2],"data_offsets":[0,8]}}""", "'t' has no type, or one that is not known here.")]
    [InlineData("""{"t":7}""", "'t' has no type, or one that is not known here.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "Two tensors overlap at byte 0 of the numbers.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "No tensor covers the numbers from byte 0 to 4.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "The tensors cover 4 bytes, but the file has 8.")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "The JSON is malformed, too deep, or has a key twice.")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "The JSON is malformed, too deep, or has a key twice.")]
    [InlineData("""{"t":""", "The JSON is malformed, too deep, or has a key twice.")]
    [InlineData("[]", "The header is not a JSON object.")]
    public void Read_WrongHeader_IsRefusedInOneSentence(string header, string reason) =>
        Assert.Equal(reason, Refused(SafetensorsFile.Raw(header, new byte[8])));

    [Theory]
    [InlineData(9UL, "The file ends within its header.")]
    [InlineData(8_388_609UL, "The header claims 8388609 bytes; at most 8388608 are read.")]
    [InlineData(ulong.MaxValue, "The header claims 18446744073709551615 bytes; at most 8388608 are read.")]
    public void Read_HeaderLengthThatLies_IsRefused(ulong claimed, string reason) =>
        Assert.Equal(reason, Refused(SafetensorsFile.Raw(claimed, "{}")));

    [Fact]
    public void Read_SevenBytes_IsRefused() => Assert.Equal("The file is too short to be safetensors.", Refused(new byte[7]));

    [Fact]
    public void Read_DeepJson_IsRefused() =>
        Assert.Equal("The JSON is malformed, too deep, or has a key twice.", Refused(SafetensorsFile.Raw(new string('[', 100_000))));

    [Fact]
    public void Read_LongHostileName_IsQuotedShortAndWithoutControls()
    {
        var reason = Refused(SafetensorsFile.Raw("{\"\\u001b[31m" + new string('x', 5000) + "\":0}"));
        Assert.StartsWith("'.[31mxxx", reason, StringComparison.Ordinal);
        Assert.InRange(reason.Length, 80, 150);
    }

    private static string Refused(byte[] file)
    {
        using var folder = new TempFolder();
        Assert.False(WeightSet.TryOpen(folder.Write("x.safetensors", file), out _, out var refusal));
        return refusal.Reason;
    }
}
