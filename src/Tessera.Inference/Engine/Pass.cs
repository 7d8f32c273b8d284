using Tessera.Inference.Decoding;
using Tessera.Inference.Families;

namespace Tessera.Inference.Engine;

/// <summary>
/// One pass of the decoder for everybody: rows are added, it runs, and each row that asked for them has its logits until the
/// next one begins. Every sequence has room for a token of each of its streams; what is left beyond that is for prompts.
/// </summary>
internal sealed class Pass
{
    /// <summary>Two in most models, three in those that see a picture.</summary>
    public const int StreamsMax = 3;

    /// <summary>
    /// Rows of prompts in one pass: enough that a prompt of sixty words is through in a few passes, so few that a pass stays
    /// below a fifth of a second for a 1.3 B model on two cores.
    /// </summary>
    public const int PromptRowsMax = 16;

    private readonly IPictureModel _model;
    private readonly DecoderRows _rows;
    private readonly int[] _scored;
    private float[] _normed;
    private float[] _logits;
    private int _scoredCount;
    private int _promptRows;

    public Pass(IPictureModel model, int sequencesMax)
    {
        _model = model;
        _rows = new DecoderRows(model.Decoder.Shape, sequencesMax * StreamsMax + PromptRowsMax);
        _scored = new int[_rows.Max];
        (_normed, _logits) = ([], []);
    }

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Whether so many rows beyond a sequence's own may still be added; they are then.</summary>
    public bool TryReserve(int rows)
    {
        if (_promptRows + rows > PromptRowsMax)
        {
            return false;
        }

        _promptRows += rows;
        return true;
    }

    /// <summary>Adds a row whose result nobody asks for; its input goes into the span.</summary>
    public Span<float> Add(KeyValueCache cache, int position) => _rows.Add(cache, position);

    /// <summary>Adds a row; its input goes into the span. Its logits have that number after the pass.</summary>
    public Span<float> Add(KeyValueCache cache, int position, out int number)
    {
        number = _scoredCount;
        _scored[_scoredCount++] = _rows.Count;
        return _rows.Add(cache, position);
    }

    /// <summary>The logits of a row of the pass that just ran: (codes). They may be written over.</summary>
    public Span<float> Logits(int number) => _logits.AsSpan(number * _model.Codes, _model.Codes);

    public void Run()
    {
        _model.Decoder.Forward(_rows);
        var hidden = _model.Decoder.Shape.Hidden;
        if (_normed.Length < _scoredCount * hidden)
        {
            (_normed, _logits) = (new float[_scoredCount * hidden], new float[_scoredCount * _model.Codes]);
        }

        for (var i = 0; i < _scoredCount; i++)
        {
            _rows.Normed.AsSpan(_scored[i] * hidden, hidden).CopyTo(_normed.AsSpan(i * hidden));
        }

        if (_scoredCount > 0)
        {
            _model.Score(_normed, _scoredCount, _logits);
        }
    }

    /// <summary>Begins the next one.</summary>
    public void Clear()
    {
        _rows.Clear();
        (_scoredCount, _promptRows) = (0, 0);
    }
}
