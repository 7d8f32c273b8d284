using System.Text;

namespace Tessera.Server.CommandLine;

/// <summary>
/// Columns of text, two spaces apart: readable in a terminal, and one line a row for grep and awk, which a table that wraps and
/// draws borders is not. What must not be missed stands left: a terminal's edge cuts on the right. Pure.
/// </summary>
internal sealed class TextTable(params string[] headings)
{
    /// <summary>A column is no wider than this; a longer cell pushes what follows it in its own row, as far as there are no spaces to give up.</summary>
    private const int ColumnCharsMax = 36;

    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <param name="dim">Marks the headings where the terminal can.</param>
    /// <param name="charsMax">Of a line; null for a pipe, which gets all.</param>
    public string Write(Func<string, string> dim, int? charsMax)
    {
        var widths = headings.Select((heading, column) => _rows.Select(row => row[column].Length).Where(length => length <= ColumnCharsMax).Append(heading.Length).Max()).ToArray();
        var text = new StringBuilder();
        text.Append(dim(Cut(Line(headings, widths), charsMax))).Append('\n');
        foreach (var row in _rows)
        {
            text.Append(Cut(Line(row, widths), charsMax)).Append('\n');
        }

        return text.ToString();
    }

    private static string Cut(string line, int? charsMax) => line.Length > charsMax ? string.Concat(line.AsSpan(0, charsMax.Value - 1), "…") : line;

    private static string Line(string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        var start = 0;
        for (var column = 0; column < cells.Length; column++)
        {
            line.Append(cells[column]);
            start += widths[column] + Gap.Length;
            line.Append(' ', Math.Max(start - line.Length, Gap.Length));
        }

        return line.ToString().TrimEnd();
    }
}
