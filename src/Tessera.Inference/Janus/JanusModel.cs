using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Kernels;
using Tessera.Inference.Sampling;
using Tessera.Inference.Tokens;
using Tessera.Inference.Vq;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>
/// A model of the Janus family in process: text to picture, token by token, on the processor. Draws one picture at a time;
/// a second caller waits for the first. The files of its folder must not change while it is open.
/// </summary>
public sealed class JanusModel : IDisposable
{
    private const int Streams = 2;

    private readonly object oneAtATime = new();
    private readonly WeightSet set;
    private readonly Tokenizer tokenizer;
    private readonly JanusConfig config;
    private readonly Team team;
    private readonly Decoder decoder;
    private readonly PictureTokens pictures;
    private readonly VqDecoder vq;
    private bool disposed;

    private JanusModel(WeightSet set, Tokenizer tokenizer, JanusConfig config, DecoderWeights decoder, PictureWeights pictures, VqDecoder vq, int threads)
    {
        team = new Team(threads);
        var product = new MatrixProduct(team);
        (this.set, this.tokenizer, this.config, this.vq) = (set, tokenizer, config, vq);
        this.decoder = new Decoder(decoder, product, new DecoderAttention(team));
        this.pictures = new PictureTokens(pictures, config, product, Streams);
    }

    /// <summary>Tokens of one picture.</summary>
    public int PictureTokens => config.PictureTokens;

    /// <summary>Pixels along each side of a picture.</summary>
    public int PictureSide => config.GridSide * vq.TokenPixels;

    /// <summary>
    /// Opens a folder with config.json, tokenizer.json and weights, in DeepSeek's layout or Hugging Face's. Every tensor that
    /// drawing needs is checked for its shape.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="precision">How the matrices are held.</param>
    /// <param name="threads">How many threads draw, the caller's among them; at least one.</param>
    /// <param name="model">The model, which is to be disposed.</param>
    /// <param name="refusal">Why not.</param>
    public static bool TryOpen(
        string folder, Precision precision, int threads, [NotNullWhen(true)] out JanusModel? model, [NotNullWhen(false)] out Refusal? refusal)
    {
        model = null;
        refusal = JanusConfig.Read(folder, out var config);
        if (refusal is not null || !Tokenizer.TryOpen(folder, out var tokenizer, out refusal) || !WeightSet.TryOpen(folder, out var set, out refusal))
        {
            return false;
        }

        var reader = new WeightReader(set, TensorNames.For(set));
        var decoder = DecoderWeights.Read(reader, config!, precision);
        var pictures = PictureWeights.Read(reader, config!, precision);
        var vq = VqDecoder.Read(reader, config!.Codes, config.CodeSize);
        refusal = reader.Refusal;
        if (refusal is not null)
        {
            set.Dispose();
            return false;
        }

        model = new JanusModel(set, tokenizer, config, decoder, pictures, vq, threads);
        return true;
    }

    /// <summary>Draws one picture.</summary>
    /// <param name="text">What is wanted. Words that have a meaning for the model's template are taken out.</param>
    /// <param name="settings">Seed, guidance, temperature.</param>
    /// <param name="progress">Told how many of <see cref="PictureTokens"/> are drawn, after each.</param>
    /// <param name="drawing">The picture.</param>
    /// <param name="refusal">Why not.</param>
    /// <param name="stop">Looked at before each token.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is below zero.</exception>
    public bool TryDraw(
        string text,
        DrawSettings settings,
        Action<int>? progress,
        [NotNullWhen(true)] out Drawing? drawing,
        [NotNullWhen(false)] out Refusal? refusal,
        CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Temperature);
        drawing = null;
        if (!JanusPrompt.TryMake(tokenizer, text, config.PositionsMax - PictureTokens, out var prompt, out refusal))
        {
            return false;
        }

        if (prompt.Wanted.Max() >= config.Words)
        {
            refusal = new Refusal(RefusedAt.Tokenizer, "tokenizer.json", $"It gives ids beyond the model's {config.Words} words.");
            return false;
        }

        lock (oneAtATime)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var tokens = DrawTokens(prompt, settings, progress, stop);
            drawing = new Drawing(tokens, vq.Decode(tokens, config.GridSide, config.GridSide, team));
            return true;
        }
    }

    public void Dispose()
    {
        lock (oneAtATime)
        {
            if (!disposed)
            {
                disposed = true;
                team.Dispose();
                set.Dispose();
            }
        }
    }

    private int[] DrawTokens(JanusPrompt prompt, DrawSettings settings, Action<int>? progress, CancellationToken stop)
    {
        var state = new DecoderState(config, Streams, prompt.Wanted.Length + PictureTokens);
        var position = 0;
        for (; position < prompt.Wanted.Length; position++)
        {
            stop.ThrowIfCancellationRequested();
            decoder.Embed(state, 0, prompt.Wanted[position]);
            decoder.Embed(state, 1, prompt.Blank[position]);
            decoder.Forward(state, position);
        }

        var tokens = new int[PictureTokens];
        for (var i = 0; i < tokens.Length; i++)
        {
            pictures.Score(state.Normed);
            tokens[i] = Choose(settings, i);
            progress?.Invoke(i + 1);
            if (i + 1 < tokens.Length)
            {
                stop.ThrowIfCancellationRequested();
                pictures.Embed(tokens[i], state.X);
                decoder.Forward(state, position++);
            }
        }

        return tokens;
    }

    private int Choose(DrawSettings settings, int place)
    {
        var wanted = pictures.Logits.AsSpan(0, config.Codes);
        Sampler.Guide(wanted, pictures.Logits.AsSpan(config.Codes), settings.Guidance);
        return Sampler.Pick(wanted, settings.Temperature, Sampler.Chance(settings.Seed, place));
    }
}
