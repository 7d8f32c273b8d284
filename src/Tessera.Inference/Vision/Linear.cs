using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vision;

/// <summary>y = W x + b, for many rows.</summary>
internal sealed record Linear(Matrix Weight, float[] Bias)
{
    public static Linear Read(WeightReader from, string name, int outputs, int inputs) =>
        new(from.Matrix(name + ".weight", outputs, inputs), from.Vector(name + ".bias", outputs));

    /// <param name="x">(rows, inputs)</param>
    /// <param name="y">(rows, outputs)</param>
    /// <param name="rows">How many.</param>
    /// <param name="team">Who works on it.</param>
    /// <param name="gelu">Whether y goes through the activation.</param>
    public void Run(float[] x, float[] y, int rows, Team team, bool gelu = false)
    {
        new MatrixProduct(team).Run(Weight, x, y, rows);
        EachRow.Run(team, rows, row =>
        {
            var into = y.AsSpan(row * Bias.Length, Bias.Length);
            Dot.AddScaled(into, Bias, 1);
            if (gelu)
            {
                Activations.Gelu(into);
            }
        });
    }
}
