using Tessera.Inference.Decoding;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Sampling;

namespace Tessera.Inference.Engine;

/// <summary>One picture's tokens in the making, or one candidate's: all streams of the prompt go on with the same tokens.</summary>
internal sealed class Sequence
{
    private readonly IPictureModel _model;
    private readonly Prefix _prefix;
    private readonly TokenPlan _plan;
    private readonly ulong _seed;
    private readonly float _temperature;
    private readonly bool _judged;
    private readonly KeyValueCache[] _caches;
    private readonly float[] _mixed;
    private readonly List<(int Token, int Number)> _asked = [];
    private int _next;

    /// <param name="model">Whose tokens they are.</param>
    /// <param name="prefix">What is known before the first of them.</param>
    /// <param name="plan">Which are drawn.</param>
    /// <param name="seed">Of this sequence alone.</param>
    /// <param name="temperature">See <see cref="DrawOrder.Temperature"/>.</param>
    /// <param name="judged">It is one of several, and <see cref="Merit"/> is wanted.</param>
    public Sequence(IPictureModel model, Prefix prefix, TokenPlan plan, ulong seed, float temperature, bool judged)
    {
        (_model, _prefix, _plan, _seed, _temperature, _judged) = (model, prefix, plan, seed, temperature, judged);
        Tokens = plan.Known();
        _next = prefix.Next;
        _caches = [.. prefix.Streams.Select((_, stream) => prefix.Fork(stream, prefix.PromptEnd + plan.Count))];
        _mixed = new float[model.Codes];
    }

    /// <summary>As far as they are known.</summary>
    public int[] Tokens { get; }

    /// <summary>How many tokens from the first on are there.</summary>
    public int Done { get; private set; }

    /// <summary>
    /// How well it fits, for comparison with others of the same order, in nats: for a picture from words by how much they make
    /// it likelier; for an edit how likely it makes the kept tokens behind what was drawn.
    /// </summary>
    public double Merit { get; private set; }

    public bool IsDone => Done > LastWanted;

    // An edit is judged by the kept tokens behind the drawn ones too.
    private bool JudgedByKept => _judged && _plan.Open is not null;

    private int LastWanted => JudgedByKept ? _plan.Count - 1 : _plan.LastOpen;

    /// <summary>Adds the next row of each stream, and of known tokens as many more as there is room for.</summary>
    public void AddRows(Pass pass)
    {
        _asked.Clear();
        int token;
        do
        {
            token = _next - _prefix.PromptEnd + 1;
            if (_plan.IsOpen(token) || (JudgedByKept && token > _plan.FirstOpen))
            {
                _asked.Add((token, AddScored(pass)));
            }
            else
            {
                for (var stream = 0; stream < _caches.Length; stream++)
                {
                    _prefix.Input(stream, _next, Tokens, pass.Add(_caches[stream], _next));
                }
            }

            _next++;
        }
        while (!_plan.IsOpen(token) && token < LastWanted && pass.TryReserve(_caches.Length));
        Done = _plan.IsOpen(token) ? token : token + 1;
    }

    /// <summary>Draws a token from what came of the rows.</summary>
    public void Take(Pass pass)
    {
        foreach (var (token, number) in _asked)
        {
            Array.Clear(_mixed);
            for (var stream = 0; stream < _caches.Length; stream++)
            {
                Dot.AddScaled(_mixed, pass.Logits(number + stream), _prefix.Streams[stream].Weight);
            }

            if (_plan.IsOpen(token))
            {
                Draw(token);
                Done = token + 1;
            }
            else
            {
                Merit += Sampler.LogChance(_mixed, Tokens[token]);
            }

            if (_judged && !JudgedByKept)
            {
                Merit += Sampler.LogChance(pass.Logits(number), Tokens[token]) - Sampler.LogChance(pass.Logits(number + _caches.Length - 1), Tokens[token]);
            }
        }
    }

    private void Draw(int token)
    {
        if (_plan is { Likeness: not 0, Original: { } original })
        {
            _model.Lean(original[token], _plan.Likeness, _mixed);
        }

        Sampler.KeepGreatest(_mixed, _model.Sampling.TopK);
        Tokens[token] = Sampler.Pick(_mixed, _temperature, Sampler.Chance(_seed, token));
    }

    private int AddScored(Pass pass)
    {
        var first = 0;
        for (var stream = 0; stream < _caches.Length; stream++)
        {
            var input = pass.Add(_caches[stream], _next, out var number);
            _prefix.Input(stream, _next, Tokens, input);
            first = stream == 0 ? number : first;
        }

        return first;
    }
}
