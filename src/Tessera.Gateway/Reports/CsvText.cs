using System.Globalization;
using System.Text;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Reports;

/// <summary>
/// Lines of RFC 4180: cells set apart by commas, quoted where they must be, lines ended by CR LF. A text that a spreadsheet would
/// take for a formula gets an apostrophe in front: users, tags and reasons come from outside, and an export is opened by people
/// with rights.
/// </summary>
internal sealed class CsvText
{
    /// <summary>The first characters of formulas, their full-width forms, and what spreadsheets skip in front of one.</summary>
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    private readonly StringBuilder _text = new();
    private bool _lineHasCell;

    public int Length => _text.Length;

    /// <summary>Names of ours: written as they are.</summary>
    public void Head(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Cell(name);
        }

        EndLine();
    }

    public void Text(string? value)
    {
        var safe = value is null or "" ? "" : FormulaStarts.Contains(value[0], StringComparison.Ordinal) ? "'" + value : value;
        Cell(safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe);
    }

    public void Number(long value) => Cell(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A plain decimal, to the last nano-dollar; an empty cell where it is unknown.</summary>
    public void Money(Usd? value) => Cell(value?.ToString() ?? "");

    /// <summary>UTC, to the microsecond that the books keep.</summary>
    public void Time(DateTimeOffset moment) => Cell(MomentText.Of(moment));

    public void EndLine()
    {
        _text.Append("\r\n");
        _lineHasCell = false;
    }

    /// <summary>What was written since the last time, as UTF-8.</summary>
    public byte[] Take()
    {
        var bytes = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Clear();
        return bytes;
    }

    private void Cell(string text)
    {
        if (_lineHasCell)
        {
            _text.Append(',');
        }

        _text.Append(text);
        _lineHasCell = true;
    }
}
