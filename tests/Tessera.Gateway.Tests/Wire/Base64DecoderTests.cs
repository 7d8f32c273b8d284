using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class Base64DecoderTests
{
    [Fact]
    public void Text_OfAnyLength_CutAnywhere_IsDecoded()
    {
        for (var length = 0; length <= 131; length++)
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            var padded = Convert.ToBase64String(bytes);
            foreach (var text in (string[])[padded, padded.TrimEnd('=')])
            {
                for (var cut = 0; cut <= text.Length; cut++)
                {
                    Assert.Equal(new Decoded(Convert.ToHexString(bytes), -1, true), Decoded.From(text, cut));
                }
            }
        }
    }

    [Theory]
    [InlineData("AAE", "0001")]
    [InlineData("AA=", "00")]
    [InlineData("/+8B", "FFEF01")]
    [InlineData("AB==", "00")]
    public void Text_ThatIsUnusualButClear_IsDecoded(string text, string hex) =>
        Assert.Equal(new Decoded(hex, -1, true), Decoded.From(text, 0));

    [Theory]
    [InlineData("A", -1)]
    [InlineData("=", 0)]
    [InlineData("A=", 1)]
    [InlineData("AA===", 4)]
    [InlineData("AAA==", 4)]
    [InlineData("AAAA=", 4)]
    [InlineData("AA==AAAA", 4)]
    [InlineData("AAAA-_AA", 4)]
    [InlineData("AAA\"", 3)]
    [InlineData("AAAA\0", 4)]
    public void Text_ThatIsNotBase64_SaysWhere(string text, int stranger)
    {
        for (var cut = 0; cut <= text.Length; cut++)
        {
            var decoded = Decoded.From(text, cut);
            Assert.Equal((stranger, false), (decoded.Stranger, decoded.IsWhole && decoded.Stranger < 0));
        }
    }

    [Fact]
    public void Stranger_AtAnyPlace_IsFound()
    {
        var text = Convert.ToBase64String(Enumerable.Range(0, 150).Select(value => (byte)value).ToArray());
        for (var place = 0; place < text.Length; place++)
        {
            foreach (var stranger in "\"\\-_=*é")
            {
                if (stranger != '=' || place % 4 < 2)
                {
                    Assert.Equal(place, Decoded.From(text.Remove(place, 1).Insert(place, stranger.ToString()), place / 2).Stranger);
                }
            }
        }
    }

    [Fact]
    public void RandomText_CutAnywhere_AgreesWithAPlainReading()
    {
        const string characters = "AZaz09+/AZaz09+/AZaz09+/AZaz09+/ \n\r\t=-_\"";
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var strangeness = random.Next(4) switch { 0 => 8, 1 => 32, 2 => 36, _ => characters.Length };
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => characters[random.Next(strangeness)]));
            var expected = Decoded.Plainly(text);
            var actual = Decoded.From(text, random.Next(text.Length + 1));
            Assert.True(expected == actual, $"seed {seed}: {text}\n{expected}\n{actual}");
        }
    }

    [Fact]
    public void LargeText_IsHandedOnInBlocks()
    {
        var bytes = new byte[1_000_001];
        new Random(1).NextBytes(bytes);

        Assert.Equal(new Decoded(Convert.ToHexString(bytes), -1, true), Decoded.From(Convert.ToBase64String(bytes), 333_333));
    }

    [Fact]
    public void Space_WhereABlockEnds_IsSkipped()
    {
        var bytes = new byte[Base64Decoder.BlockBytes * 2];
        new Random(1).NextBytes(bytes);
        var expected = new Decoded(Convert.ToHexString(bytes), -1, true);
        var text = Convert.ToBase64String(bytes);
        for (var place = (text.Length / 2) - 8; place < (text.Length / 2) + 8; place++)
        {
            for (var cut = 0; cut < 5; cut++)
            {
                Assert.True(expected == Decoded.From(text.Insert(place, " "), cut), $"space at {place}, cut at {cut}");
            }
        }
    }

    /// <param name="Hex">The bytes that were handed on.</param>
    /// <param name="Stranger">Where decoding stopped, or -1.</param>
    /// <param name="IsWhole">No single character was left over.</param>
    private sealed record Decoded(string Hex, int Stranger, bool IsWhole)
    {
        public static Decoded From(string text, int cut)
        {
            var base64 = Encoding.Latin1.GetBytes(text);
            var bytes = new RecordedPictures();
            bytes.Begin(default);
            var decoder = new Base64Decoder();
            var used = decoder.Write(base64.AsSpan(0, cut), bytes);
            if (used == cut)
            {
                used += decoder.Write(base64.AsSpan(cut), bytes);
            }

            var isWhole = decoder.Finish(bytes);
            bytes.End();
            return new Decoded(bytes.Ended[0].Hex, used == text.Length ? -1 : used, isWhole);
        }

        /// <summary>Reads the text a character and a bit at a time, as the rules are written.</summary>
        public static Decoded Plainly(string text)
        {
            const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            var bits = new StringBuilder();
            var (digits, pads, place) = (0, 0, 0);
            for (; place < text.Length; place++)
            {
                var value = alphabet.IndexOf(text[place], StringComparison.Ordinal);
                if (value >= 0 && pads == 0)
                {
                    bits.Append(Convert.ToString(value, 2).PadLeft(6, '0'));
                    digits++;
                }
                else if (text[place] == '=' && digits % 4 >= 2 && (digits % 4) + pads < 4)
                {
                    pads++;
                }
                else if (!" \n\r\t".Contains(text[place], StringComparison.Ordinal))
                {
                    break;
                }
            }

            var bytes = bits.ToString().Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2));
            return new Decoded(Convert.ToHexString(bytes.ToArray()), place == text.Length ? -1 : place, digits % 4 != 1);
        }
    }
}
