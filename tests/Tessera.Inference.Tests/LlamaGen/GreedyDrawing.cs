using Tessera.Inference.Decoding;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Tests.LlamaGen;

/// <summary>A picture of a model's own guidance, always with the likeliest token: the prompt in one pass, then token by token.</summary>
internal sealed class GreedyDrawing
{
    public GreedyDrawing(string folder, Precision precision, string words)
    {
        using var team = new Team(1);
        Assert.True(ModelFolder.TryOpen(folder, precision, team, out var model, out var refusal), refusal?.ToString());
        using (model)
        {
            var prepared = model.Prepare(new DrawOrder { Prompt = words, Width = 64, Height = 64 }, null, team).Last()!;
            Assert.True(prepared.Prompt is not null, prepared.Refusal?.ToString());
            var streams = prepared.Prompt.Streams;
            var shape = model.Decoder.Shape;
            var first = streams[0].FirstPosition;
            var positions = streams[0].Inputs.Length / shape.Hidden;
            KeyValueCache[] caches = [.. streams.Select(_ => model.Decoder.NewCache(first, first + positions + model.Grid.Tokens))];
            var rows = new DecoderRows(shape, streams.Count * positions);
            for (var position = 0; position < positions; position++)
            {
                for (var stream = 0; stream < streams.Count; stream++)
                {
                    streams[stream].Inputs.AsSpan(position * shape.Hidden, shape.Hidden).CopyTo(rows.Add(caches[stream], first + position));
                }
            }

            var logits = new float[streams.Count * model.Codes];
            for (var place = 0; place < model.Grid.Tokens; place++)
            {
                model.Decoder.Forward(rows);
                model.Score(rows.Normed[((rows.Count - streams.Count) * shape.Hidden)..(rows.Count * shape.Hidden)], streams.Count, logits);
                float[][] both = [.. Enumerable.Range(0, streams.Count).Select(stream => logits[(stream * model.Codes)..((stream + 1) * model.Codes)])];
                (FirstLogits, LastLogits) = (place == 0 ? both : FirstLogits, both);
                var guided = Enumerable.Range(0, model.Codes).Select(code => streams.Select((stream, i) => stream.Weight * both[i][code]).Sum()).ToArray();
                Tokens.Add(Array.IndexOf(guided, guided.Max()));
                rows.Clear();
                foreach (var cache in caches)
                {
                    model.Embed(Tokens[^1], rows.Add(cache, first + positions + place));
                }
            }

            Picture = model.Decode([.. Tokens], team).Last()!;
        }
    }

    public float[][] FirstLogits { get; } = [];

    public float[][] LastLogits { get; } = [];

    public List<int> Tokens { get; } = [];

    public Raster Picture { get; }
}
