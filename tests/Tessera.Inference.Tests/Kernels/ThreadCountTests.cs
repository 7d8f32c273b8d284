using System.Text;
using Tessera.Inference.Kernels;

namespace Tessera.Inference.Tests.Kernels;

public sealed class ThreadCountTests
{
    [Theory]
    [InlineData("0-3\n", 4)]
    [InlineData("0-3,8,10-11", 7)]
    [InlineData("5", 1)]
    [InlineData("", 0)]
    [InlineData("3-1", 0)]
    [InlineData("a-b", 0)]
    [InlineData("1-2-3", 0)]
    public void CountOf_List_IsHowManyThereAre(string list, int expected) => Assert.Equal(expected, ThreadCount.CountOf(list));

    [Fact]
    public void LargestNode_OfTwo_IsTheGreaterOne()
    {
        using var folder = new TempFolder();
        foreach (var (node, list) in new[] { ("node0", "0-3,8-11"), ("node1", "4-7") })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, node));
            folder.Write(Path.Combine(node, "cpulist"), Encoding.ASCII.GetBytes(list + "\n"));
        }

        Assert.Equal(8, ThreadCount.LargestNode(folder.Path));
    }

    [Fact]
    public void LargestNode_WhereThereIsNone_IsUnknown() => Assert.Null(ThreadCount.LargestNode("/nowhere"));

    [Fact]
    public void Default_Here_IsAtLeastOneAndNoMoreThanThereAre() => Assert.InRange(ThreadCount.Default, 1, Environment.ProcessorCount);
}
