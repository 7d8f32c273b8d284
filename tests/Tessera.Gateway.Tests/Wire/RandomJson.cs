using System.Globalization;
using System.Text;

namespace Tessera.Gateway.Tests.Wire;

/// <summary>Writes random JSON documents that try to mislead: names as values, pictures as text, escapes and white space anywhere.</summary>
internal sealed class RandomJson(Random random)
{
    private static readonly string[] Names = ["b64_json", "image_url", "url", "data", "files", "mask", "result", "output", "prompt", "b64_jsonx", "", "é\"\\/", "#0"];

    private static readonly string[] Texts =
    [
        "b64_json", "#0", "##1", "\"b64_json\":\"AAEC", "data:image/png,text", "https://example.com/a.png", "data:", "",
        "Grüße 🎈", "\\\"\\", "}]{[,:", "data:image/png;base64", "tab\tnew\nline\r\0",
    ];

    private readonly StringBuilder _json = new();

    public string Document()
    {
        _json.Clear();
        Value(0, "", "");
        Space();
        return _json.ToString();
    }

    private void Value(int depth, string name, string within)
    {
        Space();
        switch (random.Next(depth is > 0 and < 6 ? 10 : depth == 0 ? 3 : 7))
        {
            case 0 or 1 or 7 or 8 when depth < 6:
                Object(depth, name);
                break;
            case 2 or 9 when depth < 6:
                Array(depth, name, within);
                break;
            case 3:
                _json.Append((string[])["null", "true", "false", "0", "-1.5e+3"] is var words ? words[random.Next(words.Length)] : "");
                break;
            default:
                String(MayHoldAnyText(name, within) && random.Next(2) == 0 ? Texts[random.Next(Texts.Length)] : Picture(name));
                break;
        }

        Space();
    }

    private void Object(int depth, string name)
    {
        _json.Append('{');
        for (var count = random.Next(4); count > 0; count--)
        {
            var property = Names[random.Next(Names.Length)];
            Space();
            String(property);
            Space();
            _json.Append(':');
            Value(depth + 1, property, name);
            _json.Append(count > 1 ? "," : "");
        }

        Space();
        _json.Append('}');
    }

    private void Array(int depth, string name, string within)
    {
        _json.Append('[');
        for (var count = random.Next(4); count > 0; count--)
        {
            Value(depth + 1, name, within);
            _json.Append(count > 1 ? "," : "");
        }

        Space();
        _json.Append(']');
    }

    /// <summary>Most texts would be a fault where only base64 may stand; those documents have tests of their own.</summary>
    private static bool MayHoldAnyText(string name, string within) => name is not ("b64_json" or "result" or "data") || within == "prompt";

    private string Picture(string name)
    {
        var bytes = new byte[random.Next(60)];
        random.NextBytes(bytes);
        var base64 = Convert.ToBase64String(bytes);
        base64 = random.Next(3) == 0 ? base64.TrimEnd('=') : base64;
        if (random.Next(4) == 0)
        {
            base64 = base64.Insert(random.Next(base64.Length + 1), (string[])[" ", "\n", "\r\n", "\t\t"] is var spaces ? spaces[random.Next(spaces.Length)] : "");
        }

        return name is "b64_json" or "result" || (name == "data" && random.Next(2) == 0) ? base64 : $"data:image/{name.Length};base64,{base64}";
    }

    private void Space() => _json.Append(random.Next(8) == 0 ? " \n\t\r"[random.Next(4)].ToString() : "");

    private void String(string text)
    {
        _json.Append('"');
        var escapes = random.Next(3) switch { 0 => 0, 1 => 1, _ => 8 };
        foreach (var unit in text)
        {
            var simple = "\b\f\n\r\t\"\\/".IndexOf(unit, StringComparison.Ordinal);
            if ((random.Next(16) < escapes && !char.IsSurrogate(unit)) || (escapes == 8 && char.IsSurrogate(unit)) || (simple < 0 && unit < ' '))
            {
                var hex = ((int)unit).ToString(random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture);
                _json.Append("\\u").Append(hex);
            }
            else if (simple is >= 0 and < 7 || (simple == 7 && random.Next(2) == 0))
            {
                _json.Append('\\').Append("bfnrt\"\\/"[simple]);
            }
            else
            {
                _json.Append(unit);
            }
        }

        _json.Append('"');
    }
}
