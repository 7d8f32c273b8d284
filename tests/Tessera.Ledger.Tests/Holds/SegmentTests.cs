using System.Text;
using Tessera.Ledger.Holds;

namespace Tessera.Ledger.Tests.Holds;

public sealed class SegmentTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string File => Path.Combine(_directory.Path, "0.spool");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Read_WhatWasAppended_GivesItBack()
    {
        using var segment = Segment.Create(File);
        segment.Begin(1);
        foreach (var text in new[] { "a", "", "eight by", new string('x', 100_000) })
        {
            Assert.True(segment.TryAppend(Entry(text + ".")));
        }

        Assert.Equal(["a.", ".", "eight by.", new string('x', 100_000) + "."], Texts());
    }

    [Fact]
    public void Read_UsedAgain_DoesNotTakeTheOldForTheNew()
    {
        using var segment = Segment.Create(File);
        segment.Begin(1);
        segment.TryAppend(Entry("first"));
        segment.TryAppend(Entry("second"));

        segment.Begin(2);
        segment.TryAppend(Entry("third"));

        Assert.Equal(["third"], Texts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(14)]
    public void Read_LastEntryTorn_EndsBeforeIt(int at)
    {
        using (var segment = Segment.Create(File))
        {
            segment.Begin(1);
            segment.TryAppend(Entry("whole"));
            segment.TryAppend(Entry("torn entry"));
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        // Behind the header and the first entry, which is 5 bytes and so takes 16.
        bytes[Segment.HeaderBytes + 16 + at] ^= 0x40;
        System.IO.File.WriteAllBytes(File, bytes);

        Assert.Equal(["whole"], Texts());
    }

    [Fact]
    public void TryAppend_Full_SaysSo()
    {
        using var segment = Segment.Create(File);
        segment.Begin(1);
        var megabyte = new byte[1024 * 1024];
        var appended = 0;
        while (segment.TryAppend(megabyte))
        {
            appended++;
        }

        Assert.Equal(7, appended);
        Assert.Equal(7, Segment.Read(File).Payloads.Count);
        Assert.Equal(Segment.Bytes, new FileInfo(File).Length);
    }

    [Fact]
    public void Read_NotASegment_GivesNothing()
    {
        System.IO.File.WriteAllText(File, "no");
        Assert.Empty(Segment.Read(File).Payloads);
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("this is a letter ", 100)));
        Assert.Empty(Segment.Read(File).Payloads);
    }

    private static byte[] Entry(string text) => [.. new byte[Segment.HeaderBytes], .. Encoding.UTF8.GetBytes(text)];

    private List<string> Texts() => Segment.Read(File).Payloads.ConvertAll(Encoding.UTF8.GetString);
}
