using Tessera.Inference.Kernels;

namespace Tessera.Inference.Weights;

/// <summary>
/// Takes tensors out of a set by name and shape. The first that is missing, has another shape or another type is kept in
/// <see cref="Refusal"/>; what is asked for after that is empty, so that a model can be read in one go and checked at the end.
/// </summary>
/// <param name="set">The tensors.</param>
/// <param name="rename">From the engine's names to those of the set.</param>
/// <param name="precision">What plain matrices are rounded to.</param>
/// <param name="asked">Gets everything that was asked for and is there, by the engine's names; null: nobody wants to know.</param>
internal sealed class WeightReader(WeightSet set, Func<string, string> rename, Precision precision = Precision.Stored, IDictionary<string, AskedTensor>? asked = null)
{
    // Widths of the picture decoder; Janus has 512.
    private const int LengthMax = 16_384;

    // Words of T5 have 32,128.
    private const int RowsMax = 1 << 20;

    /// <summary>What follows the name of a rounded matrix in the name of its scales.</summary>
    public const string ScalesSuffix = ".scales";

    private static StoredMatrix Empty => new(null!, 0, 0);

    public Refusal? Refusal { get; private set; }

    public bool Has(string name) => set.Tensors.ContainsKey(rename(name));

    /// <summary>How many dimensions a tensor has, for those that the layouts disagree about; 0 where there is none.</summary>
    public int Dimensions(string name) => set.Tensors.TryGetValue(rename(name), out var tensor) ? tensor.Shape.Count : 0;

    /// <summary>Keeps what the reader of a part found wrong, unless something was before.</summary>
    public void Refuse(Refusal refusal) => Refusal ??= refusal;

    /// <summary>The tensor, or null when it is not as asked.</summary>
    public WeightTensor? Tensor(string name, params ReadOnlySpan<long> shape)
    {
        var renamed = rename(name);
        if (!set.Tensors.TryGetValue(renamed, out var tensor))
        {
            Refusal ??= new Refusal(RefusedAt.Tensor, "weights", $"{Refusal.Quote(renamed)} is missing.");
            return null;
        }

        if (!tensor.Type.IsWeight())
        {
            Refusal ??= new Refusal(RefusedAt.Tensor, tensor.FileName, $"{Refusal.Quote(renamed)} holds {tensor.Type}, not weights.");
            return null;
        }

        if (!tensor.Shape.SequenceEqual(shape.ToArray()))
        {
            Refusal ??= new Refusal(RefusedAt.Tensor, tensor.FileName,
                $"{Refusal.Quote(renamed)} has the shape {Extent.Text(tensor.Shape)} where the model needs {Extent.Text(shape.ToArray())}.");
            return null;
        }

        asked?.TryAdd(name, new AskedTensor(name, tensor, IsMultiplied: false));
        return tensor;
    }

    /// <summary>What the model multiplies by, in the reader's precision; an empty one after a refusal, since what is built of it is thrown away.</summary>
    public Matrix Matrix(string name, int rows, int columns)
    {
        var matrix = Matrix(name, rows, columns, precision);
        if (asked is not null && asked.TryGetValue(name, out var found))
        {
            asked[name] = found with { IsMultiplied = true };
        }

        return matrix;
    }

    /// <summary>A matrix that is only looked up in, row by row, or too small to be worth rounding: as it is stored.</summary>
    public Matrix Table(string name, int rows, int columns) => Matrix(name, rows, columns, Precision.Stored);

    /// <summary>A few numbers, copied: norms and biases are a thousandth of a model and are needed as floats all the time.</summary>
    public float[] Vector(string name, int length)
    {
        var numbers = new float[length];
        Tensor(name, length)?.Read(0, numbers);
        return numbers;
    }

    /// <summary>How many numbers a vector has, for what follows from the file and not from config.json; 0 after a refusal.</summary>
    public int Length(string name)
    {
        if (set.Tensors.TryGetValue(rename(name), out var tensor) && tensor.Count <= LengthMax)
        {
            return (int)tensor.Count;
        }

        Refusal ??= new Refusal(RefusedAt.Tensor, "weights", $"{Refusal.Quote(rename(name))} is missing or has over {LengthMax} numbers.");
        return 0;
    }

    /// <summary>How many rows a matrix has, for what follows from the file; 0 after a refusal.</summary>
    public int Rows(string name)
    {
        if (set.Tensors.TryGetValue(rename(name), out var tensor) && tensor.Shape.Count == 2 && tensor.Shape[0] <= RowsMax)
        {
            return (int)tensor.Shape[0];
        }

        Refusal ??= new Refusal(RefusedAt.Tensor, "weights", $"{Refusal.Quote(rename(name))} is missing or is no matrix of at most {RowsMax} rows.");
        return 0;
    }

    /// <summary>How many numbered parts there are from 0 on, told by a tensor that each of them has.</summary>
    public int Count(Func<int, string> name)
    {
        var count = 0;
        while (Has(name(count)))
        {
            count++;
        }

        return count;
    }

    private Matrix Matrix(string name, int rows, int columns, Precision held)
    {
        if (Has(name) && set.Tensors.TryGetValue(rename(name) + ScalesSuffix, out var scales))
        {
            return Rounded(name, scales, rows, columns);
        }

        if (Tensor(name, rows, columns) is not { } tensor)
        {
            return Empty;
        }

        var stored = new StoredMatrix(tensor, rows, columns);
        return held == Precision.Stored ? stored : GroupedMatrix.Of(stored, held, set.Memory);
    }

    /// <summary>A matrix that was rounded when the file was written: which way is told by the length of its rows.</summary>
    private Matrix Rounded(string name, WeightTensor scales, int rows, int columns)
    {
        var weights = set.Tensors[rename(name)];
        foreach (var precision in (ReadOnlySpan<Precision>)[Precision.Int8, Precision.Int4])
        {
            if (weights.Type == NumberType.U8 && weights.Shape.SequenceEqual([rows, Rounding.RowBytes(precision, columns)])
                && scales.Type == NumberType.BF16 && scales.Shape.SequenceEqual([rows, Rounding.Groups(columns)]))
            {
                asked?.TryAdd(name, new AskedTensor(name, weights, IsMultiplied: true));
                asked?.TryAdd(name + ScalesSuffix, new AskedTensor(name + ScalesSuffix, scales, IsMultiplied: false));
                return Refusal is null ? GroupedMatrix.Copy(weights, scales, precision, rows, columns, set.Memory) : Empty;
            }
        }

        Refusal ??= new Refusal(RefusedAt.Tensor, weights.FileName,
            $"{Refusal.Quote(rename(name))} {weights.Type} {Extent.Text(weights.Shape)} with scales {scales.Type} {Extent.Text(scales.Shape)} is no rounded matrix of {rows} by {columns}.");
        return Empty;
    }
}
