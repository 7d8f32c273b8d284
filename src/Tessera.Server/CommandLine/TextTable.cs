using System.Text;

namespace Tessera.Server.CommandLine;

/// <summary>
/// Columns of text, two spaces apart: readable in a terminal, and one line a row for grep and awk, which a table that wraps and
/// draws borders is not. Pure.
/// </summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <param name="dim">Marks the headings where the terminal can.</param>
    public string Write(Func<string, string> dim)
    {
        var widths = headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        var text = new StringBuilder();
        text.Append(dim(Line(headings, widths))).Append('\n');
        foreach (var row in _rows)
        {
            text.Append(Line(row, widths)).Append('\n');
        }

        return text.ToString();
    }

    private static string Line(string[] cells, int[] widths) => string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
}
