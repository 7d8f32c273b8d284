namespace Tessera.Inference.Kernels;

/// <summary>What matrices are multiplied by: the numbers as they are, and rounded where a matrix needs them so.</summary>
internal sealed class Inputs(Team team)
{
    private readonly RoundedInputs _rounded = new();
    private float[] _exact = [];
    private int _columns;
    private bool _isRounded;

    /// <summary>Streams.</summary>
    public int Count { get; private set; }

    /// <summary>(streams, columns)</summary>
    public ReadOnlySpan<float> Exact => _exact.AsSpan(0, Count * _columns);

    /// <summary>Valid after <see cref="Round"/>.</summary>
    public RoundedInputs Rounded => _isRounded ? _rounded : throw new InvalidOperationException("The inputs were not rounded.");

    /// <param name="exact">(streams, columns)</param>
    /// <param name="count">Streams.</param>
    /// <param name="columns">Numbers of each.</param>
    public void Set(float[] exact, int count, int columns) => (_exact, Count, _columns, _isRounded) = (exact, count, columns, false);

    /// <summary>Before the work is shared out: rounds, unless that was done.</summary>
    public void Round()
    {
        if (!_isRounded)
        {
            _rounded.Set(_exact, Count, _columns, team);
            _isRounded = true;
        }
    }
}
