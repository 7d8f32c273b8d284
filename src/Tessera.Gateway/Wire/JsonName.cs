namespace Tessera.Gateway.Wire;

/// <summary>The name of a property while it is read, escapes undone.</summary>
internal sealed class JsonName(PictureRules rules)
{
    // One byte more than the longest known name: of a longer one only so much is kept that it is known to be longer.
    private readonly byte[] _bytes = new byte[rules.NameBytesMax + 1];
    private int _length;

    /// <summary>Which of the rules' names it is.</summary>
    public byte Number => rules.NumberOf(_bytes.AsSpan(0, _length));

    public void Clear() => _length = 0;

    public void Add(ReadOnlySpan<byte> characters)
    {
        var room = Math.Min(characters.Length, _bytes.Length - _length);
        characters[..room].CopyTo(_bytes.AsSpan(_length));
        _length += room;
    }
}
