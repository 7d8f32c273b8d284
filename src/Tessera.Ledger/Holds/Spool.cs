using Microsoft.Extensions.Logging;

namespace Tessera.Ledger.Holds;

/// <summary>
/// A log on this machine's own disk of what a kill must not lose: for which calls a provider has been asked, and how calls
/// ended. An append is one write of a kilobyte and never waits for the disk. A segment whose calls are all in the database is
/// used again. Safe from any thread.
/// </summary>
internal sealed partial class Spool : IDisposable
{
    /// <summary>2 GB. At the limit no hold is placed until the database has taken what is here.</summary>
    public const int SegmentsMax = 256;

    /// <summary>Kept for the next use; more are deleted.</summary>
    private const int SparesMax = 2;

    // Of what a call writes, beside its prompt (twice, at most 6 bytes a character in JSON).
    private const int HoldBytes = 8 * 1024;

    // The end of a segment, that the next entry did not fit in.
    private const int WastedBytes = 1024 * 1024;

    // For calls that are let in at the same moment, 500 of them: the room is looked at first and set aside a little later.
    private const int SlackBytes = 4 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly string _root;
    private readonly ILogger _log;
    private readonly Stack<Segment> _spares = new();
    private readonly HashSet<Segment> _full = [];
    private readonly string _name;
    private FileStream? _lock;
    private Segment? _current;
    private byte[] _nodeEntry = [];
    private long _reserved;
    private long _number;
    private int _files;
    private bool _isFaulty;

    /// <param name="root">The directory that the spools of all processes are in.</param>
    /// <param name="name">Of this process's own; never used before.</param>
    public Spool(string root, string name, ILogger log) => (_root, _name, _log) = (root, name, log);

    public string Root => _root;

    /// <summary>Where this process's own segments are.</summary>
    public string Folder => Path.Combine(_root, _name);

    /// <summary>Whether what one more call writes will find room. If not, the disk is full, and no provider may be asked.</summary>
    public bool HasRoom(HoldOrder order)
    {
        lock (_gate)
        {
            try
            {
                Open_NeedsLock();
                while (Room_NeedsLock() < Need(order))
                {
                    if (_full.Count + _spares.Count >= SegmentsMax)
                    {
                        return false;
                    }

                    _spares.Push(Segment.Create(Path.Combine(Folder, $"{_files++}.spool")));
                }

                _isFaulty = false;
                return true;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Report_NeedsLock(fault);
                return false;
            }
        }
    }

    /// <summary>Sets room aside for what a call will write.</summary>
    public void Reserve(Hold hold)
    {
        hold.Reserved = Need(hold.Order);
        Interlocked.Add(ref _reserved, hold.Reserved);
    }

    /// <summary>From now on a provider is asked, for this much.</summary>
    public void Ask(Hold hold, HoldNote note)
    {
        var segment = Append(SpoolEntry.Write(SpoolKind.Asked, note));
        lock (_gate)
        {
            // Of several, only the last is read, and only it keeps its segment.
            Unpin_NeedsLock(hold.AskedIn);
            hold.AskedIn = segment;
        }
    }

    /// <summary>This is how the call ended.</summary>
    public void End(Hold hold, HoldNote note)
    {
        var segment = Append(SpoolEntry.Write(SpoolKind.Ended, note));
        Interlocked.Add(ref _reserved, -hold.Reserved);
        lock (_gate)
        {
            hold.EndedIn = segment;
        }
    }

    /// <summary>The end of the call is in the database.</summary>
    public void Release(Hold hold)
    {
        lock (_gate)
        {
            Unpin_NeedsLock(hold.AskedIn);
            Unpin_NeedsLock(hold.EndedIn);
            (hold.AskedIn, hold.EndedIn) = (null, null);
        }
    }

    /// <summary>Under which identifier the database knows this process from now on.</summary>
    public void Register(string node)
    {
        lock (_gate)
        {
            _nodeEntry = SpoolEntry.Node(node);
        }

        Append([.. _nodeEntry], isPinned: false);
    }

    /// <summary>Closes it as the death of the process would.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            foreach (var segment in _lock is null ? [] : _full.Concat(_spares).Append(_current!))
            {
                segment.Dispose();
            }

            _lock?.Dispose();
            _lock = null;
        }
    }

    /// <summary>Closes it. Nothing stays on the disk if all of it is in the database.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_lock is null)
            {
                return;
            }

            try
            {
                if (_current!.Pins == 0 && _full.Count == 0)
                {
                    Directory.Delete(Folder, recursive: true);
                    File.Delete(_lock.Name);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The next start reads it again, which changes nothing.
                Report_NeedsLock(fault);
            }

            Abandon();
        }
    }

    /// <summary>The segment that it is in; null where it could not be written.</summary>
    private Segment? Append(byte[] entry, bool isPinned = true)
    {
        lock (_gate)
        {
            try
            {
                Open_NeedsLock();
                if (!_current!.TryAppend(entry))
                {
                    Turn_NeedsLock();
                    if (!_current.TryAppend(entry))
                    {
                        throw new IOException($"An entry of {entry.Length} bytes is longer than a segment.");
                    }
                }

                _current.Pins += isPinned ? 1 : 0;
                return _current;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Report_NeedsLock(fault);
                return null;
            }
        }
    }

    private static long Need(HoldOrder order) => HoldBytes + (12L * order.Draft.Prompt.Length);

    private long Room_NeedsLock() => (long)_spares.Count * (Segment.Bytes - WastedBytes) + Math.Max(0, _current!.Left - WastedBytes) - SlackBytes - Interlocked.Read(ref _reserved);

    private void Open_NeedsLock()
    {
        if (_lock is not null)
        {
            return;
        }

        MakeFolder(_root);
        // The lock before the folder: whoever looks for spools of the dead finds none without.
        _lock = new FileStream(Path.Combine(_root, _name + ".lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        MakeFolder(Folder);
        _current = Segment.Create(Path.Combine(Folder, $"{_files++}.spool"));
        _current.Begin(++_number);
    }

    private void Turn_NeedsLock()
    {
        var next = _spares.Count > 0 ? _spares.Pop() : Segment.Create(Path.Combine(Folder, $"{_files++}.spool"));
        next.Begin(++_number);
        if (_nodeEntry.Length > 0)
        {
            next.TryAppend([.. _nodeEntry]);
        }

        var last = _current!;
        _current = next;
        if (last.Pins > 0)
        {
            _full.Add(last);
        }
        else
        {
            Spare_NeedsLock(last);
        }
    }

    private void Unpin_NeedsLock(Segment? segment)
    {
        if (segment is not null && --segment.Pins == 0 && _full.Remove(segment))
        {
            Spare_NeedsLock(segment);
        }
    }

    private void Spare_NeedsLock(Segment segment)
    {
        if (_spares.Count < SparesMax)
        {
            _spares.Push(segment);
        }
        else
        {
            segment.Delete();
        }
    }

    private void Report_NeedsLock(Exception fault)
    {
        if (!_isFaulty)
        {
            _isFaulty = true;
            SpoolFailed(_log, _root, fault.Message);
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // It holds prompts.
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be written to {Root}, so that no new call is taken: {Reason}")]
    private static partial void SpoolFailed(ILogger log, string root, string reason);
}
