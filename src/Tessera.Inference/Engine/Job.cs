using System.Threading.Channels;
using Tessera.Inference.Families;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Engine;

/// <summary>An order under way: what is common to its pictures, and the life of each of them. Lives on the engine's thread.</summary>
internal sealed class Job(DrawOrder order, Framing.Framing framing, CancellationToken stop)
{
    // Without a limit of its own: an order has at most three partial pictures, a picture and a line a row for each of its pictures.
    private readonly Channel<DrawEvent> _events = Channel.CreateUnbounded<DrawEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SortedDictionary<int, DrawEvent.Finished> _early = [];
    private TokenPlan? _plan;
    private Prefix? _prefix;
    private int _tokens;
    private int _finished;

    public ChannelReader<DrawEvent> Events => _events.Reader;

    public CancellationToken Stop => stop;

    /// <summary>Sequences of one picture.</summary>
    public int Sequences => order.Candidates;

    /// <summary>Sequences being drawn, or kept free while it is made ready.</summary>
    public int Running { get; set; }

    /// <summary>Where it waits; null: not told yet.</summary>
    public int? Position { get; private set; }

    public bool IsReady => _prefix is not null;

    /// <summary>The next picture to begin.</summary>
    public int NextPicture { get; private set; }

    public bool HasNext => IsReady && NextPicture < order.Pictures;

    public bool IsDone => _finished == order.Pictures;

    /// <summary>Tells where it waits, if that is news.</summary>
    public void Wait(int position)
    {
        if (Position != position)
        {
            Position = position;
            _events.Writer.TryWrite(new DrawEvent.Queued(position));
        }
    }

    public void End(Exception? failure = null) => _events.Writer.TryComplete(failure);

    /// <summary>From the order to a filled prefix; or it is refused, and ended.</summary>
    public IEnumerable<Turn> Prepare(IPictureModel model, Team team, Pass pass)
    {
        // 1. The picture it starts from, in tokens.
        SourcePicture? source = null;
        if (framing.Source is { } picture)
        {
            if (!model.CanEncode)
            {
                Refuse(new Refusal(RefusedAt.Prompt, "image", "This model cannot look at pictures: its files have no encoder."));
                yield break;
            }

            yield return Turn.Work;
            foreach (var encoded in model.Encode(picture, team))
            {
                source = encoded is null ? null : new SourcePicture(picture, encoded);
                yield return Turn.Work;
            }
        }

        // 2. The words.
        Prepared? prepared = null;
        foreach (var piece in model.Prepare(order, source, team))
        {
            prepared = piece;
            yield return Turn.Work;
        }

        if (prepared!.Refusal is { } refusal)
        {
            Refuse(refusal);
            yield break;
        }

        // 3. Both through the decoder, once for all pictures.
        var leans = source is not null && framing.Open is null && !model.SeesSource;
        _plan = new TokenPlan(model.Grid.Tokens, source?.Tokens, framing.Open, leans ? order.Likeness : 0);
        var prefix = new Prefix(model, prepared.Prompt!, _plan);
        foreach (var turn in prefix.Fill(pass))
        {
            yield return turn;
        }

        _prefix = prefix;
    }

    /// <summary>One picture, the next: its tokens, its partial pictures, its pixels.</summary>
    public IEnumerable<Turn> DrawNext(IPictureModel model, Team team, Pass pass) => Draw(NextPicture++, model, team, pass);

    private IEnumerable<Turn> Draw(int picture, IPictureModel model, Team team, Pass pass)
    {
        var (plan, prefix) = (_plan!, _prefix!);
        if (picture == 0)
        {
            _events.Writer.TryWrite(new DrawEvent.Started());
        }

        var sequences = new Sequence[order.Candidates];
        for (var i = 0; i < sequences.Length; i++)
        {
            sequences[i] = new Sequence(model, prefix, plan, SeedOf(picture, i), order.Temperature ?? model.Sampling.Temperature, judged: sequences.Length > 1);
        }

        var (shown, told) = (0, 0);
        var going = sequences.ToList();
        while (going.Count > 0)
        {
            going.ForEach(sequence => sequence.AddRows(pass));
            yield return Turn.Pass;
            going.ForEach(sequence => sequence.Take(pass));
            going.RemoveAll(sequence => sequence.IsDone);
            var rows = sequences[0].Done / model.Grid.Columns;
            if (rows > told && sequences[0].Done % model.Grid.Columns == 0)
            {
                Tell(plan, model.Grid.Columns * told, sequences[0].Done);
                told = rows;
            }

            if (shown < order.Partials && rows >= PartialPictures.RowsOf(shown, order.Partials, model.Grid.Rows) && rows < model.Grid.Rows)
            {
                foreach (var turn in Show(model, team, picture, shown, sequences[0].Tokens, rows))
                {
                    yield return turn;
                }

                shown++;
            }
        }

        Tell(plan, model.Grid.Columns * told, plan.Count);
        var best = sequences.MaxBy(sequence => sequence.Merit)!;
        yield return Turn.Work;
        foreach (var raster in model.Decode(best.Tokens, team))
        {
            if (raster is not null)
            {
                Finish(new DrawEvent.Finished(picture, raster, best.Tokens));
            }

            yield return Turn.Work;
        }
    }

    private IEnumerable<Turn> Show(IPictureModel model, Team team, int picture, int index, int[] tokens, int rows)
    {
        var drawn = framing.Open is null ? tokens[..(rows * model.Grid.Columns)] : (int[])tokens.Clone();
        for (var i = rows * model.Grid.Columns; i < drawn.Length; i++)
        {
            drawn[i] = _plan!.Original![i];
        }

        yield return Turn.Work;
        foreach (var raster in model.Decode(drawn, team))
        {
            if (raster is not null)
            {
                _events.Writer.TryWrite(new DrawEvent.Partial(picture, index, PartialPictures.Whole(raster, framing.Source, model.Grid)));
            }

            yield return Turn.Work;
        }
    }

    private ulong SeedOf(int picture, int candidate) => Chance.Mix(Chance.Mix(order.Seed, (ulong)picture), (ulong)candidate);

    private void Tell(TokenPlan plan, int from, int end)
    {
        for (var token = from; token < end; token++)
        {
            _tokens += plan.IsOpen(token) ? 1 : 0;
        }

        if (end > from)
        {
            _events.Writer.TryWrite(new DrawEvent.Progress(_tokens, plan.OpenCount * order.Pictures));
        }
    }

    // Pictures of one order run side by side and are handed out in order.
    private void Finish(DrawEvent.Finished picture)
    {
        _early.Add(picture.Picture, picture);
        while (_early.Remove(_finished, out var next))
        {
            _finished++;
            _events.Writer.TryWrite(next);
        }
    }

    private void Refuse(Refusal refusal)
    {
        _events.Writer.TryWrite(new DrawEvent.Refused(refusal));
        End();
    }
}
