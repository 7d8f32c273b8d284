using Tessera.Inference.Decoding;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;

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

    [Theory]
    [InlineData(Precision.Int8, 0.999)]
    [InlineData(Precision.Int4, 0.93)]
    public void Forward_Rounded_KeepsTheDirectionOfTheLogits(Precision precision, double least)
    {
        using var folder = TinyJanus.Folder();
        using var run = new Run(folder.Path, precision);
        foreach (var (expected, actual) in Torch.FirstLogits.Concat(Torch.LastLogits).Zip(run.First.Concat(run.Last)))
        {
            var cosine = Dot.Of(expected, actual) / Math.Sqrt((double)Dot.Of(expected, expected) * Dot.Of(actual, actual));
            Assert.InRange(cosine, least, 0.9999999);
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

    /// <summary>The reference's prompt and tokens: the prompt in one pass, then token by token.</summary>
    private sealed class Run : IDisposable
    {
        private readonly Team _team = new(1);
        private readonly IPictureModel _model;
        private readonly DecoderRows _rows;
        private readonly KeyValueCache[] _caches;
        private readonly float[] _logits = new float[2 * 97];
        private int _position;

        public Run(string folder, Precision precision)
        {
            Assert.True(ModelFolder.TryOpen(folder, precision, _team, out var model, out var refusal), refusal?.ToString());
            _model = model;
            var prompt = model.Prepare(new DrawOrder { Prompt = JanusReference.Prompt, Width = 64, Height = 64 }, null, _team).Last()!.Prompt!;
            var positions = Torch.Wanted.Length;
            _caches = [.. prompt.Streams.Select(_ => model.Decoder.NewCache(0, positions + Torch.Tokens.Length))];
            _rows = new DecoderRows(model.Decoder.Shape, 2 * positions);
            for (; _position < positions; _position++)
            {
                for (var stream = 0; stream < 2; stream++)
                {
                    prompt.Streams[stream].Inputs.AsSpan(_position * 64, 64).CopyTo(_rows.Add(_caches[stream], _position));
                }
            }

            model.Decoder.Forward(_rows);
            model.Score(_rows.Normed[^128..], 2, _logits);
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
            _rows.Clear();
            foreach (var cache in _caches)
            {
                _model.Embed(token, _rows.Add(cache, _position));
            }

            _position++;
            _model.Decoder.Forward(_rows);
            _model.Score(_rows.Normed, 2, _logits);
        }

        public void Dispose()
        {
            _model.Dispose();
            _team.Dispose();
        }

        private float[][] Logits() => [_logits[..97], _logits[97..]];
    }
}
