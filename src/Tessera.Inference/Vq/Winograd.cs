using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tessera.Inference.Kernels;

namespace Tessera.Inference.Vq;

/// <summary>
/// A 3×3 convolution by Winograd's way, F(2×2, 3×3): four places in a square are made of a 4×4 patch with 16 products and not
/// 36, by sums before and after. Off by a few units in the last place of a float. Patches are taken in chunks that stay in the
/// cache: its rows are normed, where a norm comes before, then summed, then multiplied and summed again, so that there is never a
/// normed map as a whole.
/// </summary>
internal sealed class Winograd : IShared
{
    /// <summary>Products of a patch: weights have as many forms.</summary>
    public const int Forms = 16;

    // Patches of one share: so many use a form's weights while they are near.
    private const int GroupsOfAShare = 4;

    // Eight megabytes: a quarter of the cache that a few cores share.
    private const int ChunkFloats = 1 << 21;

    private const int Lanes = 16;

    private FeatureMap _from = null!; // all are set by Run
    private FeatureMap _band = null!; // what patches are taken from: the source, or some normed rows of it
    private int _bandRow;             // the source's row that is the first of the band
    private GroupNorm? _norm;
    private FeatureMap _into = null!;
    private LineFloats _weights = null!;
    private LineFloats _sums = null!; // (groups, forms, 12 patches, inputs)
    private float[] _bias = null!;
    private bool _add;
    private int _first;
    private int _groups;
    private Phase _phase;

    /// <summary>(forms, 3×3 taps): the forms of the weights.</summary>
    public static float[] Mix { get; } = FormsOfTaps();

    private int PatchesAcross => _from.Width / 2;

    private int Patches => PatchesAcross * (_from.Height / 2);

    private int FormFloats => FormFloatsFor(_from.Stride);

    private int FirstRow => _first * Tile.Places / PatchesAcross * 2;

    private int Shares => (_groups + GroupsOfAShare - 1) / GroupsOfAShare;

    /// <summary>Whether it can do a map: one of whole squares.</summary>
    public static bool Takes(MapSize size) => size.Width % 2 == 0 && size.Height % 2 == 0;

    /// <summary>What there is of a normed map of a size at a time: all of it where the size is not one of whole squares.</summary>
    public static MapSize Band(MapSize size) => !Takes(size) ? size
        : size with { Height = BandRows(GroupsOfAChunk(FeatureMap.Padded(size.Channels), size.Height, size.Width), size.Height, size.Width) };

    /// <summary>Floats that the sums of a chunk take, at most.</summary>
    public static int RoomMax(int stride) => Math.Max(ChunkFloats, GroupsOfAShare * Forms * FormFloatsFor(stride));

    /// <param name="from">The source, of <see cref="Takes"/>.</param>
    /// <param name="norm">What its rows go through first; it has measured the source.</param>
    /// <param name="weights">(blocks of 32 outputs, forms, inputs, 32)</param>
    /// <param name="bias">As long as the target's stride.</param>
    /// <param name="into">The target, another map of the source's size.</param>
    /// <param name="add">Whether to add to what the target holds.</param>
    /// <param name="work">Where its room comes from.</param>
    /// <param name="team">Who does it.</param>
    public void Run(FeatureMap from, GroupNorm? norm, LineFloats weights, float[] bias, FeatureMap into, bool add, VqWorkspace work, Team team)
    {
        (_from, _norm, _weights, _bias, _into, _add) = (from, norm, weights, bias, into, add);
        var all = (Patches + Tile.Places - 1) / Tile.Places;
        var chunk = GroupsOfAChunk(from.Stride, from.Height, from.Width);
        _sums = work.Patches(chunk * Forms * FormFloats);
        (_band, _bandRow) = (norm is null ? from : work.Rent(Band(from.Size)), 0);
        for (_first = 0; _first < all; _first += chunk)
        {
            _groups = Math.Min(chunk, all - _first);
            if (norm is not null)
            {
                (_phase, _bandRow) = (Phase.Norm, FirstRow);
                team.Run(this, BandRows(_groups, from.Height, from.Width) + 2, 1);
            }

            _phase = Phase.SumBefore;
            team.Run(this, _groups, 1);
            _phase = Phase.Multiply;
            team.Run(this, Shares * (into.Stride / Tile.Outputs), 1);
        }

        if (norm is not null)
        {
            work.Return(_band);
        }

        (_from, _band, _norm, _weights, _into, _sums) = (null!, null!, null, null!, null!, null!);
    }

    void IShared.Do(int first, int end)
    {
        switch (_phase)
        {
            case Phase.Norm:
                for (var row = first - 1; row < end - 1; row++)
                {
                    Norm(row);
                }

                break;
            case Phase.SumBefore:
                for (var group = first; group < end; group++)
                {
                    SumBefore(group);
                }

                break;
            default:
                Multiply(first, end);
                break;
        }
    }

    // From the row before the band to the one after it; beyond the source there are zeros.
    private void Norm(int row)
    {
        var y = _bandRow + row;
        if (y >= 0 && y < _from.Height)
        {
            _norm!.WriteRow(_from, y, _band, row);
        }
        else
        {
            _band.Row(row).Clear();
        }
    }

    private void Multiply(int first, int end)
    {
        var products = new LineFloats(GroupsOfAShare * Forms * Tile.Places * Tile.Outputs); // (groups, forms, 12, 32)
        var blocks = _into.Stride / Tile.Outputs;
        for (var share = first; share < end; share++)
        {
            var (firstGroup, block) = (share / blocks * GroupsOfAShare, share % blocks);
            var groups = Math.Min(GroupsOfAShare, _groups - firstGroup);
            for (var form = 0; form < Forms; form++)
            {
                ref var weights = ref _weights.At((block * Forms + form) * _from.Channels * Tile.Outputs);
                for (var group = 0; group < groups; group++)
                {
                    Tile.Run(
                        ref _sums.At(((firstGroup + group) * Forms + form) * FormFloats), (nuint)_from.Stride, [0], (nuint)_from.Channels,
                        ref weights, ref products.At((group * Forms + form) * Tile.Places * Tile.Outputs));
                }
            }

            for (var group = 0; group < groups; group++)
            {
                SumAfter(firstGroup + group, block, ref products.At(group * Forms * Tile.Places * Tile.Outputs));
            }
        }
    }

    private static int FormFloatsFor(int stride) => Tile.Places * stride + Lanes; // a line more: else all forms fall on the same lines of the cache

    private static int GroupsOfAChunk(int stride, int height, int width)
    {
        var most = Math.Max(GroupsOfAShare, ChunkFloats / (Forms * FormFloatsFor(stride)));
        var all = (height / 2 * (width / 2) + Tile.Places - 1) / Tile.Places;

        // Whole rows of patches, where that can be: rows between two chunks are normed twice.
        var row = width / 2 % Tile.Places == 0 ? width / 2 / Tile.Places : 1;
        return all <= most ? all : most < row ? most : most / row * row;
    }

    // Rows that the patches of so many groups lie in, at most.
    private static int BandRows(int groups, int height, int width) => Math.Min(height, 2 * ((groups * Tile.Places + width / 2 - 2) / (width / 2) + 1));

    // G g Gᵀ as a sum of taps.
    private static float[] FormsOfTaps()
    {
        float[,] g = { { 1, 0, 0 }, { 0.5f, 0.5f, 0.5f }, { 0.5f, -0.5f, 0.5f }, { 0, 0, 1 } };
        return [.. from form in Enumerable.Range(0, Forms) from tap in Enumerable.Range(0, 9) select g[form / 4, tap / 3] * g[form % 4, tap % 3]];
    }

    /// <summary>Bᵀ d B of the patches of a group.</summary>
    private void SumBefore(int group)
    {
        for (var place = 0; place < Tile.Places; place++)
        {
            // Behind the last patch of the map there may be room in the group: what lies there is multiplied and thrown away.
            var patch = Math.Min((_first + group) * Tile.Places + place, Patches - 1);
            SumBefore(
                ref _band.Numbers.At(_band.IndexOf(patch / PatchesAcross * 2 - _bandRow - 1, patch % PatchesAcross * 2 - 1)), (nuint)_band.RowStride, (nuint)_from.Stride,
                ref _sums.At(group * Forms * FormFloats + place * _from.Stride), (nuint)FormFloats);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumBefore(ref float from, nuint row, nuint stride, ref float into, nuint form)
    {
        for (nuint channel = 0; channel < stride; channel += Lanes)
        {
            // Rows first: each of the four columns gives four numbers.
            ref var at = ref Unsafe.Add(ref from, channel);
            Rows(ref at, row, out var a0, out var a1, out var a2, out var a3);
            Rows(ref Unsafe.Add(ref at, stride), row, out var b0, out var b1, out var b2, out var b3);
            Rows(ref Unsafe.Add(ref at, 2 * stride), row, out var c0, out var c1, out var c2, out var c3);
            Rows(ref Unsafe.Add(ref at, 3 * stride), row, out var d0, out var d1, out var d2, out var d3);
            ref var to = ref Unsafe.Add(ref into, channel);
            Columns(a0, b0, c0, d0, ref to, form);
            Columns(a1, b1, c1, d1, ref Unsafe.Add(ref to, 4 * form), form);
            Columns(a2, b2, c2, d2, ref Unsafe.Add(ref to, 8 * form), form);
            Columns(a3, b3, c3, d3, ref Unsafe.Add(ref to, 12 * form), form);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows(ref float at, nuint row, out Vector512<float> s0, out Vector512<float> s1, out Vector512<float> s2, out Vector512<float> s3)
    {
        var (x1, x2) = (Vector512.LoadUnsafe(ref at, row), Vector512.LoadUnsafe(ref at, 2 * row));
        s0 = Vector512.LoadUnsafe(ref at) - x2;
        s1 = x1 + x2;
        s2 = x2 - x1;
        s3 = x1 - Vector512.LoadUnsafe(ref at, 3 * row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(Vector512<float> x0, Vector512<float> x1, Vector512<float> x2, Vector512<float> x3, ref float to, nuint form)
    {
        (x0 - x2).StoreUnsafe(ref to);
        (x1 + x2).StoreUnsafe(ref to, form);
        (x2 - x1).StoreUnsafe(ref to, 2 * form);
        (x1 - x3).StoreUnsafe(ref to, 3 * form);
    }

    /// <summary>Aᵀ m A of the products of a group, bias, and what was there.</summary>
    private void SumAfter(int group, int block, ref float products)
    {
        var first = (_first + group) * Tile.Places;
        for (var place = 0; place < Math.Min(Tile.Places, Patches - first); place++)
        {
            var patch = first + place;
            var at = _into.IndexOf(patch / PatchesAcross * 2, patch % PatchesAcross * 2) + block * Tile.Outputs;
            for (var lane = 0; lane < Tile.Outputs; lane += Lanes)
            {
                SumAfter(
                    ref Unsafe.Add(ref products, place * Tile.Outputs + lane), Vector512.LoadUnsafe(ref _bias[0], (nuint)(block * Tile.Outputs + lane)),
                    ref _into.Numbers.At(at + lane), (nuint)_into.RowStride, (nuint)_into.Stride, _add);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumAfter(ref float products, Vector512<float> bias, ref float into, nuint row, nuint stride, bool add)
    {
        const nuint form = Tile.Places * Tile.Outputs;
        Halves(ref products, form, out var a0, out var a1);
        Halves(ref Unsafe.Add(ref products, 4 * form), form, out var b0, out var b1);
        Halves(ref Unsafe.Add(ref products, 8 * form), form, out var c0, out var c1);
        Halves(ref Unsafe.Add(ref products, 12 * form), form, out var d0, out var d1);
        Write(a0 + b0 + c0 + bias, ref into, add);
        Write(a1 + b1 + c1 + bias, ref Unsafe.Add(ref into, stride), add);
        Write(b0 - c0 - d0 + bias, ref Unsafe.Add(ref into, row), add);
        Write(b1 - c1 - d1 + bias, ref Unsafe.Add(ref into, row + stride), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(ref float at, nuint form, out Vector512<float> left, out Vector512<float> right)
    {
        var (m1, m2) = (Vector512.LoadUnsafe(ref at, form), Vector512.LoadUnsafe(ref at, 2 * form));
        left = Vector512.LoadUnsafe(ref at) + m1 + m2;
        right = m1 - m2 - Vector512.LoadUnsafe(ref at, 3 * form);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector512<float> numbers, ref float into, bool add) =>
        (add ? numbers + Vector512.LoadUnsafe(ref into) : numbers).StoreUnsafe(ref into);

    private enum Phase
    {
        Norm,
        SumBefore,
        Multiply,
    }
}
