using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tessera.Inference.Kernels;

/// <summary>What matrices are multiplied by: the numbers as they are, and rounded where a matrix needs them so.</summary>
internal sealed unsafe class Inputs(Team team)
{
    private const int Line = 64; // a vector that lies across two lines of the cache costs two reads

    private readonly RoundedInputs _rounded = new();
    private float[] _given = [];
    private float[] _memory = []; // pinned
    private float* _aligned;      // (streams, columns)
    private int _columns;
    private bool _isAligned;
    private bool _isRounded;

    /// <summary>Streams.</summary>
    public int Count { get; private set; }

    /// <summary>Valid after <see cref="Align"/>: (streams, columns).</summary>
    public ReadOnlySpan<float> Exact => _isAligned ? new(_aligned, Count * _columns) : throw new InvalidOperationException("The inputs were not made ready.");

    /// <summary>Valid after <see cref="Round"/>.</summary>
    public RoundedInputs Rounded => _isRounded ? _rounded : throw new InvalidOperationException("The inputs were not rounded.");

    /// <param name="exact">(streams, columns)</param>
    /// <param name="count">Streams.</param>
    /// <param name="columns">Numbers of each.</param>
    public void Set(float[] exact, int count, int columns) =>
        (_given, Count, _columns, _isAligned, _isRounded) = (exact, count, columns, false, false);

    /// <summary>Before the work is shared out: makes exact inputs ready, unless that was done.</summary>
    public void Align()
    {
        if (_isAligned)
        {
            return;
        }

        var numbers = checked(Count * _columns);
        if (_memory.Length < numbers + Line / sizeof(float))
        {
            _memory = GC.AllocateUninitializedArray<float>(numbers + Line / sizeof(float), pinned: true);
            _aligned = (float*)(((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + Line - 1) / Line * Line);
        }

        _given.AsSpan(0, numbers).CopyTo(new Span<float>(_aligned, numbers));
        _isAligned = true;
    }

    /// <summary>Before the work is shared out: rounds, unless that was done.</summary>
    public void Round()
    {
        if (!_isRounded)
        {
            _rounded.Set(_given, Count, _columns, team);
            _isRounded = true;
        }
    }
}
