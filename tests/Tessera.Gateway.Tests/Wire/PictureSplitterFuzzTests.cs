using System.Text;

namespace Tessera.Gateway.Tests.Wire;

/// <summary>Random documents, whole and damaged, against <see cref="SplitOracle"/>.</summary>
public sealed class PictureSplitterFuzzTests
{
    [Fact]
    public void RandomDocument_AgreesWithTheOracle()
    {
        var pictures = 0;
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var document = Encoding.UTF8.GetBytes(new RandomJson(random).Document());
            var split = Split.Pieces(document, Split.RandomCuts(random, document.Length));
            var oracle = SplitOracle.Of(document);
            Assert.True(split.Fault.IsNone == oracle.HasValue, $"seed {seed}: {split.Fault}\n{Encoding.UTF8.GetString(document)}");
            if (oracle is var (skeleton, recorded))
            {
                Assert.True(skeleton == SplitOracle.Canonical(Encoding.UTF8.GetBytes(split.Skeleton)), $"seed {seed}: {split.Skeleton}\n{skeleton}");
                Assert.True(recorded == split.Pictures, $"seed {seed}: {split.Pictures}\n{recorded}");
                pictures += recorded.Count(unit => unit == '\n');
            }
        }

        Assert.InRange(pictures, 1_000, int.MaxValue);
    }

    [Fact]
    public void DamagedDocument_NeverThrowsAndNeverTurnsSound()
    {
        var sound = 0;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var document = Encoding.UTF8.GetBytes(new RandomJson(random).Document());
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                // No line breaks: inside a picture they are let through although JSON wants them escaped.
                document[random.Next(document.Length)] = "\"\\{}[]:,#=u0Ab \u00ff"u8[random.Next(16)];
            }

            var split = Split.Pieces(document, Split.RandomCuts(random, document.Length));
            var skeleton = split.Fault.IsNone ? SplitOracle.Canonical(Encoding.UTF8.GetBytes(split.Skeleton)) : null;
            Assert.True((SplitOracle.Of(document)?.Skeleton) == skeleton, $"seed {seed}: {Encoding.UTF8.GetString(document)}\n{split}");
            sound += skeleton is null ? 0 : 1;
        }

        Assert.InRange(sound, 1_000, 19_000);
    }

    [Fact]
    public void RandomBytes_NeverThrow()
    {
        var alphabet = "{}[]:,\"\\ub64_json#=\n\r 0\u00ff"u8.ToArray();
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var document = random.GetItems(alphabet, random.Next(1, 100));
            var (whole, cut) = (Split.Pieces(document, []), Split.Pieces(document, Split.RandomCuts(random, document.Length)));
            Assert.True(whole == cut, $"seed {seed}: {whole}\n{cut}");
        }
    }
}
