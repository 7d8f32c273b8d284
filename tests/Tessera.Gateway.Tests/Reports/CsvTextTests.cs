using System.Text;
using Tessera.Gateway.Reports;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Reports;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two words", "two words")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"fox\"", "\"say \"\"fox\"\"\"")]
    [InlineData("line\nbreak", "\"line\nbreak\"")]
    [InlineData("line\r\nbreak", "\"line\r\nbreak\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("名前 🦊", "名前 🦊")]
    public void Text_OfAnyKind_IsQuotedWhereItMustBe(string? value, string cell) => Assert.Equal(cell, Cell(csv => csv.Text(value)));

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")", "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("a=1", "a=1")]
    public void Text_ThatASpreadsheetWouldRun_IsText(string value, string cell) => Assert.Equal(cell, Cell(csv => csv.Text(value)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.000000001")]
    [InlineData(-66_650_000, "-0.06665")]
    [InlineData(long.MaxValue, "9223372036.854775807")]
    public void Money_OfAnySize_HasAllItsDigitsAndNoExponent(long nanos, string cell) => Assert.Equal(cell, Cell(csv => csv.Money(new Usd(nanos))));

    [Fact]
    public void Money_Unknown_IsAnEmptyCellAndNotZero() => Assert.Equal("", Cell(csv => csv.Money(null)));

    [Fact]
    public void Time_OfAnyZone_IsUtcToTheMicrosecond() =>
        Assert.Equal("2026-11-20T23:30:00.000001Z", Cell(csv => csv.Time(new DateTimeOffset(2026, 11, 21, 1, 30, 0, TimeSpan.FromHours(2)).AddMicroseconds(1))));

    [Fact]
    public void Lines_AreSetApartByCrLf_AndTakenOnce()
    {
        var csv = new CsvText();
        csv.Head("a", "b");
        csv.Text(null);
        csv.Number(-1);
        csv.EndLine();

        Assert.Equal("a,b\r\n,-1\r\n", Encoding.UTF8.GetString(csv.Take()));
        Assert.Empty(csv.Take());
    }

    private static string Cell(Action<CsvText> write)
    {
        var csv = new CsvText();
        write(csv);
        return Encoding.UTF8.GetString(csv.Take());
    }
}
