namespace Tessera.Gateway.Wire;

/// <summary>Reads what follows a backslash in a JSON string, one byte at a time.</summary>
internal struct JsonEscape
{
    private int _digits;

    /// <summary>A backslash has been read and its escape is not complete.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The character, as a UTF-16 unit, once the escape is complete.</summary>
    public char Value { get; private set; }

    public void Open() => (IsOpen, _digits, Value) = (true, -1, '\0');

    /// <returns>False if there is no such escape.</returns>
    public bool TryTake(byte next)
    {
        if (_digits >= 0)
        {
            if (!char.IsAsciiHexDigit((char)next))
            {
                return false;
            }

            Value = (char)((Value << 4) | HexValue(next));
            IsOpen = ++_digits < 4;
            return true;
        }

        if (next == 'u')
        {
            _digits = 0;
            return true;
        }

        IsOpen = false;
        Value = next switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)next,
            _ => '\0',
        };
        return Value != '\0';
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
