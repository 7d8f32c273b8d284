using System.Diagnostics;
using Tessera.Inference.Decoding;
using Tessera.Inference.Janus;
using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Bench;

/// <summary>A step of Janus-Pro-1B's shape in one precision: the decoder and the picture head, weights random.</summary>
internal sealed class Steps
{
    /// <summary>Where a stream stands: half of a picture after a prompt of a few words.</summary>
    private const int Position = 300;

    private readonly JanusConfig _config;
    private readonly Decoder _decoder;
    private readonly PictureHead _head;
    private readonly long _rounded;

    public Steps(WeightSet set, JanusConfig config, Precision precision, Team team)
    {
        var weights = JanusWeights.Read(new WeightReader(set, name => name, precision), config);
        (_config, Precision) = (config, precision);
        _decoder = new Decoder(config.Shape, weights.Decoder, RotaryTable.Halves(config.Shape.PositionsMax, config.Shape.HeadSize, config.RopeBase), team);
        _head = new PictureHead(weights, config, team);
        var (hidden, inner) = ((long)config.Shape.Hidden, (long)config.Shape.Intermediate);
        _rounded = config.Shape.Layers * (4 * hidden * hidden + 3 * hidden * inner) + hidden * hidden + config.Codes * hidden;
    }

    public Precision Precision { get; }

    /// <summary>Bytes of weights that a step reads.</summary>
    public long Bytes => Precision switch
    {
        Precision.Stored => 2 * _rounded,
        Precision.Int8 => _rounded + _rounded / 32,
        _ => _rounded / 2 + _rounded / 32,
    };

    /// <summary>Milliseconds of steps with so many streams, the shortest first, and what the shortest used of all processors.</summary>
    public double[] Times(int streams, int rounds, out double processor)
    {
        var rows = new DecoderRows(_config.Shape, streams);
        var caches = Enumerable.Range(0, streams).Select(_ => Filled(NewCache())).ToArray();
        var logits = new float[streams * _config.Codes];
        var times = new double[rounds];
        processor = double.MaxValue;
        for (var i = -2; i < rounds; i++)
        {
            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            Step(rows, caches, logits, Position, 7);
            if (i >= 0)
            {
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            }
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>The logits of one stream after each of so many tokens.</summary>
    public float[][] Logits(int tokens)
    {
        var (rows, cache) = (new DecoderRows(_config.Shape, 1), NewCache());
        var all = new float[tokens][];
        for (var i = 0; i < tokens; i++)
        {
            all[i] = new float[_config.Codes];
            Step(rows, [cache], all[i], i, i * 7919 % _config.Codes);
        }

        return all;
    }

    private KeyValueCache NewCache() => _decoder.NewCache(0, Position + 1);

    // Memory that was never written is one page of zeros to the processor, which reads it at another speed.
    private KeyValueCache Filled(KeyValueCache cache)
    {
        var numbers = RandomWeights.Normal(_config.Shape.KeySize + Position, new Random(3));
        for (var position = 0; position < Position; position++)
        {
            var row = numbers.AsSpan(position, _config.Shape.KeySize);
            for (var layer = 0; layer < _config.Shape.Layers; layer++)
            {
                cache.Keep(layer, position, row, row);
            }
        }

        return cache;
    }

    private void Step(DecoderRows rows, KeyValueCache[] caches, float[] logits, int position, int token)
    {
        rows.Clear();
        foreach (var cache in caches)
        {
            _head.Embed(token, rows.Add(cache, position));
        }

        _decoder.Forward(rows);
        _head.Score(rows.Normed, caches.Length, logits);
    }
}
