using Tessera.Gateway.Calls;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Pipeline;

/// <summary>
/// One generation on its way, as others may see it: a client who asks by id, a repeat that joins, somebody who cancels. Safe
/// from any thread.
/// </summary>
internal sealed class RunningGeneration(string id, ApiKey key, ImageCall call, DateTimeOffset startedAt)
{
    // Never disposed: it has no timer, and somebody may cancel at the very end.
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<GenerationRecord> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<PictureRecord> _partials = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _place;
    private DrawingState _drawing;

    public string Id => id;

    public ApiKey Key => key;

    public ImageCall Call => call;

    public DateTimeOffset StartedAt => startedAt;

    /// <summary>Its record, once it has ended however it ended, and the record is in the books.</summary>
    public Task<GenerationRecord> Ended => _ended.Task;

    /// <summary>How far its picture is, where it is drawn in this process.</summary>
    public DrawingState Drawing
    {
        get
        {
            lock (_gate)
            {
                return _drawing;
            }
        }

        set
        {
            lock (_gate)
            {
                _drawing = value;
            }

            Place = value.Place;
        }
    }

    /// <summary>Its place in the line before a limit or a model, 1 for the next; 0 once it is through.</summary>
    public int Place
    {
        get => Volatile.Read(ref _place);
        set
        {
            Volatile.Write(ref _place, value);
            Tell();
        }
    }

    /// <summary>When its client left before it had everything; null while it is there, or where it has everything.</summary>
    public DateTimeOffset? ClientLeftAt { get; set; }

    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Completes at the next change of <see cref="Place"/>, <see cref="Drawing"/> or <see cref="Partials"/>. Take it before looking.</summary>
    public Task News
    {
        get
        {
            lock (_gate)
            {
                return _news.Task;
            }
        }
    }

    /// <summary>The partial pictures so far, in order, each in the store.</summary>
    public IReadOnlyList<PictureRecord> Partials
    {
        get
        {
            lock (_gate)
            {
                return [.. _partials];
            }
        }
    }

    public void Add(KeptPartial partial)
    {
        var stored = partial.Stored;
        lock (_gate)
        {
            _partials.Add(new(stored.Hash, stored.MediaType, stored.Bytes, stored.Width, stored.Height, null) { Partial = partial.Index });
        }

        Tell();
    }

    /// <summary>Ends the work; what a provider may charge for by then is booked as at-risk.</summary>
    public Task CancelAsync() => _cancel.CancelAsync();

    public void End(GenerationRecord record)
    {
        _ended.TrySetResult(record);
        Tell();
    }

    private void Tell()
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            (told, _news) = (_news, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.SetResult();
    }
}
