using System.Text;

namespace Tessera.Gateway.Wire;

/// <summary>What the first characters of a string say about it.</summary>
internal enum Opening
{
    Undecided,

    /// <summary>Not a picture.</summary>
    Text,

    /// <summary>Not a picture, and begins like a placeholder.</summary>
    TextWithMark,

    /// <summary>A picture whose base64 begins with the characters taken so far.</summary>
    Base64,

    /// <summary>A picture whose base64 begins after the character taken last.</summary>
    DataUrl,
}

/// <summary>Decides by the first characters of a string, escapes undone, whether it is a picture.</summary>
internal sealed class PictureOpening
{
    /// <summary>The longest start of a data URL, up to its comma. A string with a longer one stays in the skeleton.</summary>
    private const int HeadBytesMax = 128;

    /// <summary>Text that may be a URL is one if a colon is among so many characters: as long as <c>https:</c> and two more.</summary>
    private const int SchemeBytesMax = 8;

    private readonly byte[] _head = new byte[HeadBytesMax];
    private PictureText _text;
    private int _length;

    /// <summary>The characters taken so far.</summary>
    public ReadOnlySpan<byte> Taken => _head.AsSpan(0, _length);

    /// <summary>The media type of a data URL, without its parameters.</summary>
    public ReadOnlySpan<byte> MediaType
    {
        get
        {
            var parameters = Taken["data:".Length..];
            return parameters[..parameters.IndexOf((byte)';')];
        }
    }

    public void Begin(PictureText text) => (_text, _length) = (text, 0);

    public Opening Take(byte character)
    {
        if (_length == HeadBytesMax)
        {
            return Opening.Text;
        }

        _head[_length++] = character;
        if (_text == PictureText.Base64)
        {
            return Opening.Base64;
        }

        if (_length == 1 && character == Placeholder.Mark)
        {
            return Opening.TextWithMark;
        }

        var compared = Math.Min(_length, "data:"u8.Length);
        if (Ascii.EqualsIgnoreCase("data:"u8[..compared], _head.AsSpan(0, compared)))
        {
            return character == ',' ? AtComma()
                : Ascii.IsValid(character) ? Opening.Undecided
                : Opening.Text;
        }

        return _text == PictureText.DataUrl || character == ':' ? Opening.Text
            : _length == SchemeBytesMax ? Opening.Base64
            : Opening.Undecided;
    }

    /// <summary>The string ended while it was undecided.</summary>
    public Opening AtEnd() => _text == PictureText.Base64OrUrl && _length > 0 && !Taken.Contains((byte)':') ? Opening.Base64 : Opening.Text;

    private Opening AtComma() =>
        _length >= "data:;base64,"u8.Length && Ascii.EqualsIgnoreCase(";base64,"u8, Taken[^";base64,"u8.Length..])
            ? Opening.DataUrl
            : Opening.Text;
}
