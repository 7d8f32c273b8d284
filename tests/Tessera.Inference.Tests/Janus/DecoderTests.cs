using Tessera.Inference.Janus;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Janus;

public sealed class DecoderTests
{
    private static readonly JanusReference Torch = JanusReference.Read();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Forward_PairOfStreams_GivesTorchsLogitsAtTheFirstAndLastToken(bool huggingFace, bool halved)
    {
        using var folder = TinyJanus.Folder(huggingFace, halved);
        using var run = new Run(folder.Path, Precision.Stored);
        Close(Torch.FirstLogits, run.First);
        Close(Torch.LastLogits, run.Last);
    }

    [Fact]
    public void Forward_EightBits_KeepsTheDirectionOfTheLogits()
    {
        using var folder = TinyJanus.Folder();
        using var run = new Run(folder.Path, Precision.Int8);
        foreach (var (expected, actual) in Torch.FirstLogits.Concat(Torch.LastLogits).Zip(run.First.Concat(run.Last)))
        {
            var cosine = Dot.Of(expected, actual) / Math.Sqrt((double)Dot.Of(expected, expected) * Dot.Of(actual, actual));
            Assert.InRange(cosine, 0.999, 0.9999999);
        }
    }

    [Fact]
    public void Forward_AfterTheFirstStep_AllocatesNothing()
    {
        using var folder = TinyJanus.Folder();
        // The runtime itself allocates now and then on this thread while it compiles a method anew; a step that allocates does so
        // every time.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => BytesOfAStep(folder.Path)));
    }

    private static long BytesOfAStep(string folder)
    {
        using var run = new Run(folder, Precision.Stored);
        var before = GC.GetAllocatedBytesForCurrentThread();
        run.Step(Torch.Tokens[^1]);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Close(float[][] expected, float[][] actual)
    {
        for (var stream = 0; stream < 2; stream++)
        {
            var worst = expected[stream].Zip(actual[stream], (a, b) => MathF.Abs(a - b)).Max();
            Assert.True(worst < 1e-4f, $"stream {stream}: off by {worst}");
        }
    }

    /// <summary>The reference's prompt and tokens, fed to the decoder one by one.</summary>
    private sealed class Run : IDisposable
    {
        private readonly WeightSet set;
        private readonly Team team = new(1);
        private readonly Decoder decoder;
        private readonly PictureTokens pictures;
        private readonly DecoderState state;
        private int position;

        public Run(string folder, Precision precision)
        {
            Assert.Null(JanusConfig.Read(folder, out var config));
            Assert.True(WeightSet.TryOpen(folder, out var opened, out _));
            set = opened;
            var reader = new WeightReader(set, TensorNames.For(set));
            var product = new MatrixProduct(team);
            decoder = new Decoder(DecoderWeights.Read(reader, config!, precision), product, new DecoderAttention(team));
            pictures = new PictureTokens(PictureWeights.Read(reader, config!, precision), config!, product, 2);
            Assert.Null(reader.Refusal);
            state = new DecoderState(config!, 2, Torch.Wanted.Length + Torch.Tokens.Length);
            for (; position < Torch.Wanted.Length; position++)
            {
                decoder.Embed(state, 0, Torch.Wanted[position]);
                decoder.Embed(state, 1, Torch.Blank[position]);
                decoder.Forward(state, position);
            }

            pictures.Score(state.Normed);
            First = Logits();
            foreach (var token in Torch.Tokens[..^1])
            {
                Step(token);
            }

            Last = Logits();
        }

        public float[][] First { get; }

        public float[][] Last { get; }

        public void Step(int token)
        {
            pictures.Embed(token, state.X);
            decoder.Forward(state, position++);
            pictures.Score(state.Normed);
        }

        public void Dispose()
        {
            team.Dispose();
            set.Dispose();
        }

        private float[][] Logits() => [pictures.Logits[..97], pictures.Logits[97..]];
    }
}
