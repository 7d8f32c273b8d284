namespace Tessera.Inference.Painting.Strokes;

/// <summary>A seeded stream of chance (SplitMix64): 64 bits of state, the same numbers on every machine.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Scramble(_state);
    }

    /// <summary>From 0 up to but not including 1, in steps of 2^-24.</summary>
    public float Unit() => (Next() >> 40) * (1f / 16777216f);

    public float Between(float low, float high) => low + (high - low) * Unit();

    public int Below(int count) => (int)((Next() >> 33) % (ulong)count);

    public bool Odds(float likelihood) => Unit() < likelihood;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    public static ulong Mix(ulong a, ulong b) => Scramble(a + 0x9E3779B97F4A7C15 * (b + 1));

    /// <summary>FNV-1a over UTF-16: a word's own number, the same in every process.</summary>
    public static ulong Of(string word)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var letter in word)
        {
            hash = (hash ^ letter) * 0x100000001B3;
        }

        return hash;
    }

    private static ulong Scramble(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
