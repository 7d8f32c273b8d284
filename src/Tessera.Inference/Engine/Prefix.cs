using Tessera.Inference.Decoding;
using Tessera.Inference.Families;

namespace Tessera.Inference.Engine;

/// <summary>
/// What all pictures of an order have in common, gone through the decoder once: the prompt and the tokens that are known
/// before the first that is drawn. The last input is left to each sequence, since it draws from what comes of it.
/// </summary>
internal sealed class Prefix
{
    private readonly IPictureModel _model;
    private readonly DrawPrompt _prompt;
    private readonly int[] _known;
    private readonly int _last;
    private readonly KeyValueCache[] _caches;

    public Prefix(IPictureModel model, DrawPrompt prompt, TokenPlan plan)
    {
        (_model, _prompt, _known) = (model, prompt, plan.Known());
        var first = prompt.Streams[0];
        PromptEnd = first.FirstPosition + first.Inputs.Length / Hidden;
        _last = PromptEnd - 1 + plan.FirstOpen;
        _caches = [.. prompt.Streams.Select(stream => model.Decoder.NewCache(stream.FirstPosition, Math.Max(_last, stream.FirstPosition + 1)))];
    }

    /// <summary>Where the first picture token goes in.</summary>
    public int PromptEnd { get; }

    public IReadOnlyList<PromptStream> Streams => _prompt.Streams;

    /// <summary>Where sequences go on.</summary>
    public int Next => _last;

    private int Hidden => _model.Decoder.Shape.Hidden;

    public IEnumerable<Turn> Fill(Pass pass)
    {
        for (var stream = 0; stream < _caches.Length; stream++)
        {
            for (var position = Streams[stream].FirstPosition; position < _last; position++)
            {
                while (!pass.TryReserve(1))
                {
                    yield return Turn.Pass;
                }

                Input(stream, position, _known, pass.Add(_caches[stream], position));
            }
        }

        yield return Turn.Pass;
    }

    /// <summary>A stream's cache of its own with room up to <paramref name="end"/>, filled as far as this is.</summary>
    public KeyValueCache Fork(int stream, int end)
    {
        var cache = _model.Decoder.NewCache(Streams[stream].FirstPosition, end);
        cache.CopyFrom(_caches[stream], _last);
        return cache;
    }

    /// <summary>What goes in at a position: a row of the prompt, or the token before.</summary>
    public void Input(int stream, int position, int[] tokens, Span<float> into)
    {
        if (position >= PromptEnd)
        {
            _model.Embed(tokens[position - PromptEnd], into);
            return;
        }

        var start = Streams[stream];
        start.Inputs.AsSpan((position - start.FirstPosition) * Hidden, Hidden).CopyTo(into);
    }
}
