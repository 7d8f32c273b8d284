namespace Tessera.Inference.Tokens;

/// <summary>
/// The alphabet of byte-level vocabularies: a letter for each byte. Bytes that print in Latin-1 stand for themselves, the
/// other 68 take the letters from U+0100 on, in order.
/// </summary>
internal static class ByteLetters
{
    private static readonly char[] Letters = Make();

    public static char Of(byte value) => Letters[value];

    private static char[] Make()
    {
        var letters = new char[256];
        var next = '\u0100';
        for (var value = 0; value < letters.Length; value++)
        {
            letters[value] = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)value : next++;
        }

        return letters;
    }
}
