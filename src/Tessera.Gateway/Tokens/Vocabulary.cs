using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Text;

namespace Tessera.Gateway.Tokens;

/// <summary>
/// The words of a byte-pair encoding and their ranks: all bytes in one array, found through a hash table of ranks, so that
/// 200,000 tokens take some 4 MB and not a string each. Immutable once read.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>A table twice the count keeps a search at one or two steps.</summary>
    private const int SlotsPerToken = 2;

    private const string O200kResource = "Tessera.Gateway.Tokens.o200k_base.bin";

    private static readonly Lazy<Vocabulary> LazyO200k = new(() => Read(typeof(Vocabulary).Assembly.GetManifestResourceStream(O200kResource)!));

    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly int[] _slots;
    private readonly int _tokenBytesMax;

    private Vocabulary(byte[] bytes, int[] starts, int tokenBytesMax)
    {
        (_bytes, _starts, _tokenBytesMax) = (bytes, starts, tokenBytesMax);
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)(starts.Length * SlotsPerToken))];
        for (var rank = 0; rank < Count; rank++)
        {
            var slot = SlotOf(Token(rank));
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            // Zero is an empty slot, so ranks are kept one higher.
            _slots[slot] = rank + 1;
        }
    }

    /// <summary>OpenAI's <c>o200k_base</c>; read from the assembly when it is first asked for, never at start-up.</summary>
    public static Vocabulary O200k => LazyO200k.Value;

    public static bool O200kIsRead => LazyO200k.IsValueCreated;

    public int Count => _starts.Length - 1;

    /// <summary>What it keeps in memory, in bytes.</summary>
    public long BytesHeld => _bytes.Length + (sizeof(int) * ((long)_starts.Length + _slots.Length));

    public ReadOnlySpan<byte> Token(int rank) => _bytes.AsSpan(_starts[rank], _starts[rank + 1] - _starts[rank]);

    /// <summary>-1 for bytes that are no token.</summary>
    public int RankOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > _tokenBytesMax)
        {
            return -1;
        }

        for (var slot = SlotOf(bytes); _slots[slot] is var found && found != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (Token(found - 1).SequenceEqual(bytes))
            {
                return found - 1;
            }
        }

        return -1;
    }

    /// <summary>
    /// How many tokens a text has. Special tokens are plain text here, as in a prompt; half a surrogate pair counts as the
    /// replacement character that it is sent as. Takes time in proportion to n log n, whatever the text.
    /// </summary>
    public long CountTokens(string text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var pieces = new TextPieces(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
            var tokens = 0L;
            while (pieces.TryNext(out var piece))
            {
                tokens += RankOf(piece) >= 0 ? 1 : BytePairs.Count(this, piece);
            }

            return tokens;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    /// <summary>Reads what <c>eng/make-vocabulary.mjs</c> writes, which has the description.</summary>
    public static Vocabulary Read(Stream compressed)
    {
        using var stream = new BrotliStream(compressed, CompressionMode.Decompress);
        Span<byte> head = stackalloc byte[sizeof(uint)];
        stream.ReadExactly(head);
        var lengths = new byte[BinaryPrimitives.ReadUInt32LittleEndian(head)];
        stream.ReadExactly(lengths);
        var starts = new int[lengths.Length + 1];
        for (var rank = 0; rank < lengths.Length; rank++)
        {
            starts[rank + 1] = starts[rank] + lengths[rank];
        }

        var bytes = new byte[starts[^1]];
        stream.ReadExactly(bytes);
        return new Vocabulary(bytes, starts, lengths.Max());
    }

    /// <summary>FNV-1a over the bytes, its high half folded in.</summary>
    private int SlotOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var one in bytes)
        {
            hash = (hash ^ one) * 1099511628211UL;
        }

        return (int)((uint)(hash ^ (hash >> 32)) & (uint)(_slots.Length - 1));
    }
}
