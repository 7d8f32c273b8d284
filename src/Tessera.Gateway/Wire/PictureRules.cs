using System.Text;

namespace Tessera.Gateway.Wire;

/// <summary>
/// The rules of one dialect, ready to be asked byte by byte. Immutable: make it once and keep it in a static field.
/// </summary>
internal sealed class PictureRules
{
    /// <summary>The number of a name that no rule mentions.</summary>
    public const byte Unknown = 0;

    private readonly PictureRule[] _rules;
    private readonly byte[][] _names;

    /// <exception cref="ArgumentException">A name is empty or not ASCII, or there are more than 254 names.</exception>
    public PictureRules(params PictureRule[] rules)
    {
        _rules = rules;
        string[] names = [.. rules.SelectMany(rule => (string?[])[rule.Property, rule.Within]).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (names.Length >= byte.MaxValue || !names.All(name => name.Length > 0 && Ascii.IsValid(name)))
        {
            throw new ArgumentException("At most 254 names, none empty, all of them ASCII.", nameof(rules));
        }

        _names = [[], .. names.Select(Encoding.ASCII.GetBytes)];
        NameBytesMax = _names.Max(name => name.Length);
    }

    /// <summary>The length of the longest name; a longer one need not be read to its end.</summary>
    public int NameBytesMax { get; }

    public ReadOnlySpan<byte> Name(byte number) => _names[number];

    public byte NumberOf(ReadOnlySpan<byte> name)
    {
        for (var number = 1; number < _names.Length; number++)
        {
            if (name.SequenceEqual(_names[number]))
            {
                return (byte)number;
            }
        }

        return Unknown;
    }

    /// <summary>The form of the strings of property <paramref name="name"/> of an object that stands in <paramref name="within"/>.</summary>
    public PictureText TextOf(byte name, byte within)
    {
        if (name == Unknown)
        {
            return PictureText.None;
        }

        foreach (var rule in _rules)
        {
            if (Is(rule.Property, name) && (rule.Within is null || Is(rule.Within, within)))
            {
                return rule.Text;
            }
        }

        return PictureText.None;
    }

    private bool Is(string name, byte number) => Ascii.Equals(name, _names[number]);
}
