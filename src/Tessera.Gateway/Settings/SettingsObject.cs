using System.Globalization;
using System.Text;
using System.Text.Json;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Settings;

/// <summary>
/// One object of the file, or of an administrator's request, while it is read. Each key is asked for once; what is wrong is reported and answered with null, so
/// that reading goes on. <see cref="End"/> then reports the keys that nobody asked for.
/// </summary>
internal sealed class SettingsObject
{
    private const int ShownCharsMax = 60;

    private readonly JsonElement _element;
    private readonly string _path;
    private readonly List<SettingsError> _errors;
    private readonly List<string> _asked = [];

    public SettingsObject(JsonElement element, string path, List<SettingsError> errors) => (_element, _path, _errors) = (element, path, errors);

    public bool? Flag(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong<bool>(key, value, "true or false");
    }

    /// <param name="orNull">What null means; the key then takes it.</param>
    public int? Whole(string key, int min, int max, string unit, string orNull)
    {
        if (Find(key) is not { } value || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max
            ? number
            : Wrong<int>(key, value, string.Create(CultureInfo.InvariantCulture, $"a whole number of {unit} from {min} to {max}, or null, which {orNull}"));
    }

    public decimal? Number(string key, decimal min, decimal max, string unit)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= min && number <= max
            ? number
            : Wrong<decimal>(key, value, string.Create(CultureInfo.InvariantCulture, $"a number of {unit} from {min} to {max}"));
    }

    public string? Text(string key, string allowed)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Refuse(key, Show(value), allowed);
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(string key, params ReadOnlySpan<(string Text, T Value)> words)
        where T : struct
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        var allowed = new StringBuilder("one of ");
        foreach (var (text, meant) in words)
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(text))
            {
                return meant;
            }

            allowed.Append(allowed.Length > "one of ".Length ? ", " : "").Append(text);
        }

        return Wrong<T>(key, value, allowed.ToString());
    }

    /// <summary>More than nothing, and at most <paramref name="max"/>.</summary>
    public Usd? Money(string key, Usd max)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && Usd.TryParse(value.GetString(), out var amount) && amount > Usd.Zero && amount <= max
            ? amount
            : Wrong<Usd>(key, value, $"an amount of US dollars over 0 and up to {max}: a plain decimal in quotes with at most nine places, such as \"5\" or \"0.84\"");
    }

    /// <summary>Texts in a list.</summary>
    /// <param name="allowed">What each may be.</param>
    public IReadOnlyList<string>? Texts(string key, int countMax, string allowed, Func<string, bool>? fits = null, int countMin = 1) => List(
        key,
        countMax,
        $"each of them {allowed}",
        item => item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } text && fits?.Invoke(text) != false ? text : null,
        countMin);

    /// <summary>Whole numbers in a list.</summary>
    public IReadOnlyList<int>? Wholes(string key, int countMax, string allowed) =>
        List(key, countMax, allowed, item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? (int?)number : null)?.Select(number => number!.Value).ToList();

    /// <summary>Objects in a list; an item that is none is reported and left out.</summary>
    public IReadOnlyList<SettingsObject>? Objects(string key, int countMax, string allowed)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > countMax)
        {
            Refuse(key, Show(value), string.Create(CultureInfo.InvariantCulture, $"a list of up to {countMax} {allowed}"));
            return null;
        }

        var objects = new List<SettingsObject>();
        foreach (var (place, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                objects.Add(new SettingsObject(item, PathOf(Item(key, place)), _errors));
            }
            else
            {
                Refuse(Item(key, place), Show(item), "an object in { }");
            }
        }

        return objects;
    }

    /// <summary>How an item of a list is named in errors: <c>models[1]</c>.</summary>
    public static string Item(string key, int place) => string.Create(CultureInfo.InvariantCulture, $"{key}[{place}]");

    /// <summary>Whether a key is there and null; it then counts as asked for.</summary>
    public bool IsNull(string key)
    {
        if (!_element.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.Null)
        {
            return false;
        }

        _asked.Add(key);
        return true;
    }

    /// <summary>An object under a key; null where it is not there.</summary>
    public SettingsObject? Object(string key, string allowed = "an object in { }")
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new SettingsObject(value, PathOf(key), _errors);
        }

        Refuse(key, Show(value), allowed);
        return null;
    }

    /// <summary>All keys of a map, in the order of the file.</summary>
    public IEnumerable<string> Keys()
    {
        foreach (var property in _element.EnumerateObject())
        {
            if (!_asked.Contains(property.Name))
            {
                yield return property.Name;
            }
        }
    }

    public void Refuse(string key, string given, string allowed) => _errors.Add(new(PathOf(key), given, allowed));

    /// <summary>Notes that a key is known, without reading it.</summary>
    public void Skip(string key) => _asked.Add(key);

    public bool Has(string key) => _element.TryGetProperty(key, out _);

    /// <summary>Reports what is written twice and what nobody asked for.</summary>
    public void End()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in _element.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                Refuse(property.Name, "written twice", "written once");
            }
            else if (!_asked.Contains(property.Name))
            {
                Refuse(property.Name, "an unknown key", NearMiss.Of(property.Name, _asked) is { } meant
                    ? $"{meant}, if that was meant (known here: {string.Join(", ", _asked)})"
                    : $"one of these: {string.Join(", ", _asked)}");
            }
        }
    }

    /// <summary>A value as an error shows it: short, in JSON.</summary>
    public static string Show(JsonElement value)
    {
        return value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => value.GetRawText() is { Length: > ShownCharsMax } text ? text[..ShownCharsMax] + "…" : value.GetRawText(),
        };
    }

    /// <summary>A text as an error shows it.</summary>
    public static string Quote(string text) => text.Length > ShownCharsMax ? $"\"{text.AsSpan(0, ShownCharsMax)}…" : $"\"{text}\"";

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private JsonElement? Find(string key)
    {
        _asked.Add(key);
        return _element.TryGetProperty(key, out var value) ? value : null;
    }

    private List<T>? List<T>(string key, int countMax, string allowed, Func<JsonElement, T?> read, int countMin = 1)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        var items = new List<T>();
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is var count && count >= countMin && count <= countMax)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (read(item) is { } taken)
                {
                    items.Add(taken);
                }
            }

            if (items.Count == count)
            {
                return items;
            }
        }

        Refuse(key, Show(value), string.Create(CultureInfo.InvariantCulture, $"a list of {countMin} to {countMax}, {allowed}"));
        return null;
    }

    private T? Wrong<T>(string key, JsonElement value, string allowed)
        where T : struct
    {
        Refuse(key, Show(value), allowed);
        return null;
    }
}
