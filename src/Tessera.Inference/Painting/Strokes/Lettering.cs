namespace Tessera.Inference.Painting.Strokes;

/// <summary>Capitals, figures and a few signs drawn as strokes on a grid of 4 by 6, for what a sign says.</summary>
internal static class Lettering
{
    private const int LinesMax = 4;
    private const float Advance = 5.4f;
    private const float LineHeight = 8.6f;
    private const float Thickness = 0.95f;

    /// <summary>Strokes are parted by bars; two figures are one point, column then row, downwards.</summary>
    private static readonly Dictionary<char, string> Glyphs = new()
    {
        ['A'] = "062046/1434", ['B'] = "0006/003041423303/3344453606", ['C'] = "4130100105163645", ['D'] = "0006/002041452606",
        ['E'] = "40000646/0333", ['F'] = "400006/0333", ['G'] = "41301001051636454323", ['H'] = "0006/4046/0343",
        ['I'] = "1030/2026/1636", ['J'] = "4045361605", ['K'] = "0006/400346", ['L'] = "000646", ['M'] = "0600234046",
        ['N'] = "06004640", ['O'] = "103041453616050110", ['P'] = "06003041423303", ['Q'] = "103041453616050110/2446",
        ['R'] = "06003041423303/2346", ['S'] = "413010010213334445361605", ['T'] = "0040/2026", ['U'] = "000516364540",
        ['V'] = "002640", ['W'] = "0016223640", ['X'] = "0046/4006", ['Y'] = "002340/2326", ['Z'] = "00400646",
        ['0'] = "103041453616050110/3115", ['1'] = "112026/1636", ['2'] = "01103041420646", ['3'] = "01103041423313/334445361605",
        ['4'] = "300444/3036", ['5'] = "400003334445361605", ['6'] = "4130100105163645443304", ['7'] = "004016",
        ['8'] = "103041423344453616050413020110/1333", ['9'] = "423313020110304145361605", ['!'] = "2024/26",
        ['?'] = "01103041422324/26", ['.'] = "26", [','] = "2617", ['-'] = "1333", ['\''] = "2021", ['+'] = "1333/2224",
        [':'] = "22/25", ['/'] = "4006", ['&'] = "46021120310405163644", ['%'] = "4006/01/45",
    };

    /// <summary>The text as it can be written, in capitals; empty where no letter of it can.</summary>
    public static string Writable(string text) =>
        string.Join(' ', new string([.. text.ToUpperInvariant().Select(letter => letter == '\u2019' ? '\'' : letter).Where(letter => letter == ' ' || Glyphs.ContainsKey(letter))]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Writes into a box, as large as fits on the number of lines that fits best.</summary>
    public static void Write(Pen pen, string text, float left, float top, float width, float height, Ink ink)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (best, size) = (Array.Empty<string>(), 0f);
        for (var count = 1; count <= Math.Min(LinesMax, words.Length); count++)
        {
            var lines = Wrap(words, count);
            var fit = MathF.Min(width / (lines.Max(line => line.Length) * Advance), height / (lines.Length * LineHeight));
            (best, size) = fit > size ? (lines, fit) : (best, size);
        }

        var y = top + (height - best.Length * LineHeight * size) / 2 + 1.3f * size;
        foreach (var line in best)
        {
            var x = left + (width - (line.Length * Advance - (Advance - 4)) * size) / 2;
            foreach (var letter in line)
            {
                Glyph(pen.At(x, y, size), letter, ink);
                x += Advance * size;
            }

            y += LineHeight * size;
        }
    }

    /// <summary>Words on that many lines, the longest line as short as greedy filling makes it.</summary>
    private static string[] Wrap(string[] words, int count)
    {
        var target = (words.Sum(word => word.Length + 1) - 1f) / count;
        var lines = new List<string> { words[0] };
        foreach (var word in words.Skip(1))
        {
            if (lines[^1].Length + word.Length / 2f < target || lines.Count == count)
            {
                lines[^1] += ' ' + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return [.. lines];
    }

    private static void Glyph(Pen pen, char letter, Ink ink)
    {
        if (!Glyphs.TryGetValue(letter, out var glyph))
        {
            return;
        }

        foreach (var stroke in glyph.Split('/'))
        {
            for (var at = 0; at + 1 < stroke.Length; at += 2)
            {
                var (x, y) = (stroke[at] - '0', stroke[at + 1] - '0');
                if (at + 3 < stroke.Length)
                {
                    pen.Patch(Shape.Line(Thickness, x, y, stroke[at + 2] - '0', stroke[at + 3] - '0'), ink);
                }
                else if (at == 0)
                {
                    pen.Patch(Shape.Circle(x, y, Thickness * 0.7f), ink);
                }
            }
        }
    }
}
