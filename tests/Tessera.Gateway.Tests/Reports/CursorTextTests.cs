using Tessera.Gateway.Reports;
using Tessera.Ledger.Entries;

namespace Tessera.Gateway.Tests.Reports;

public sealed class CursorTextTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var cursor = new EntryCursor(DateTimeOffset.UnixEpoch.AddMicroseconds(1), "gen_1.with.dots", 3);

        Assert.Equal(cursor, CursorText.Read(CursorText.Of(cursor)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("MS4y")]
    [InlineData("LTEuMS5nZW4")]
    [InlineData("OTIyMzM3MjAzNjg1NDc3NTgwNy4wLmdlbg")]
    public void Read_Forged_IsNull(string text) => Assert.Null(CursorText.Read(text));

    [Fact]
    public void Read_Overlong_IsNull() => Assert.Null(CursorText.Read(new string('A', 1_000)));
}
