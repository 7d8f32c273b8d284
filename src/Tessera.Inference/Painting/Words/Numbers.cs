using System.Globalization;

namespace Tessera.Inference.Painting.Words;

internal static class Numbers
{
    public static readonly (string Words, long Count)[] List =
    [
        ("one|single|lone", 1), ("two|pair of|couple of|pair|couple|twin", 2), ("three|trio of|few|some|several|group of|bunch of", 3),
        ("four", 4), ("five", 5), ("six|half a dozen|half dozen|many", 6), ("seven", 7), ("eight|lots of|lot of", 8), ("nine", 9), ("ten", 10),
        ("eleven", 11), ("twelve|dozen|dozen of", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16),
        ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50),
        ("hundred|hundreds of", 100), ("thousand|thousands of", 1000), ("million|millions of", 1_000_000), ("countless|endless", 100),
    ];

    private static readonly string[] Names =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];

    public static bool TryRead(string word, out long count)
    {
        // Nine digits at most: "1000000 cats" is read in full and a longer number means no more.
        var digits = word.Length > 9 && word.All(char.IsAsciiDigit) ? word[..9] : word;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    public static string Name(long count) => count < Names.Length ? Names[count] : count.ToString("N0", CultureInfo.InvariantCulture);
}
