using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Tessera.Gateway.Wire;

/// <summary>
/// Decodes base64 that arrives in pieces cut anywhere. Padding may be missing; white space is skipped; bits left over after
/// the last whole byte are ignored. The base64url characters <c>-</c> and <c>_</c> are refused: no image API sends them, and
/// text that mixes both alphabets is more likely damaged than meant.
/// </summary>
internal sealed class Base64Decoder
{
    /// <summary>The most bytes handed on at once. With 32 KiB of characters beside them they stay in the nearest caches.</summary>
    public const int BlockBytes = 24 * 1024;

    private uint _quantum;
    private int _quantumLength;
    private int _pads;

    /// <summary>Decodes up to the first character that cannot belong to the text.</summary>
    /// <returns>
    /// The characters used. Fewer than given means that the next one is a stranger, and the caller's to judge: a closing
    /// quote, or damage.
    /// </returns>
    [SkipLocalsInit]
    public int Write(ReadOnlySpan<byte> base64, IPictureReceiver receiver)
    {
        // On the stack, so that a waiting call owns no buffer and nothing is to be given back.
        Span<byte> block = stackalloc byte[BlockBytes];
        var filled = 0;
        var used = 0;
        while (used < base64.Length)
        {
            if (_quantumLength == 0)
            {
                var status = Base64.DecodeFromUtf8(base64[used..], block[filled..], out var consumed, out var written, isFinalBlock: false);
                var digits = written / 3 * 4;
                used += consumed == digits ? digits : Walk(base64[used..], digits);
                filled += written;
                if (status == OperationStatus.DestinationTooSmall)
                {
                    receiver.Write(block[..filled]);
                    filled = 0;
                    continue;
                }

                if (used == base64.Length)
                {
                    break;
                }
            }

            if (filled > BlockBytes - 3)
            {
                receiver.Write(block[..filled]);
                filled = 0;
            }

            if (!TryTake(base64[used], block, ref filled))
            {
                break;
            }

            used++;
        }

        if (filled > 0)
        {
            receiver.Write(block[..filled]);
        }

        return used;
    }

    /// <summary>Hands on the last bytes and makes the decoder ready for another text.</summary>
    /// <returns>False if a single character is left over, which cannot be a byte.</returns>
    public bool Finish(IPictureReceiver receiver)
    {
        var length = _quantumLength;
        var bits = _quantum << (6 * (4 - length));
        Reset();
        if (length is 2 or 3)
        {
            ReadOnlySpan<byte> last = [(byte)(bits >> 16), (byte)(bits >> 8)];
            receiver.Write(last[..(length - 1)]);
        }

        return length != 1;
    }

    /// <summary>Forgets a text that was given up.</summary>
    public void Reset() => (_quantum, _quantumLength, _pads) = (0, 0, 0);

    /// <summary>
    /// Where white space is mixed in, the framework counts characters as consumed that it has not decoded
    /// (dotnet/runtime issue 123311); what it wrote is right. So the place is found by counting the digits that were written.
    /// </summary>
    private static int Walk(ReadOnlySpan<byte> base64, int digits)
    {
        var place = 0;
        for (; place < base64.Length; place++)
        {
            if (!IsWhiteSpace(base64[place]) && --digits < 0)
            {
                break;
            }
        }

        return place;
    }

    private static bool IsWhiteSpace(byte character) => character is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <summary>One character the slow way: the edges of pieces, padding and white space.</summary>
    private bool TryTake(byte character, Span<byte> block, ref int filled)
    {
        if (IsWhiteSpace(character))
        {
            return true;
        }

        if (character == '=' && _quantumLength >= 2 && _quantumLength + _pads < 4)
        {
            _pads++;
            return true;
        }

        var value = character switch
        {
            >= (byte)'A' and <= (byte)'Z' => character - 'A',
            >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
            >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
            (byte)'+' => 62,
            (byte)'/' => 63,
            _ => -1,
        };
        if (value < 0 || _pads > 0)
        {
            return false;
        }

        _quantum = (_quantum << 6) | (uint)value;
        if (++_quantumLength == 4)
        {
            block[filled++] = (byte)(_quantum >> 16);
            block[filled++] = (byte)(_quantum >> 8);
            block[filled++] = (byte)_quantum;
            Reset();
        }

        return true;
    }
}
