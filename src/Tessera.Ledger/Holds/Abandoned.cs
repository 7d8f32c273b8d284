using System.Text.Json;

namespace Tessera.Ledger.Holds;

/// <summary>The spool of a process that is gone. Nobody else takes it while it is open.</summary>
internal sealed class Abandoned : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _folder;

    private Abandoned(FileStream held, string folder) => (_lock, _folder) = (held, folder);

    /// <summary>Under which the database knew the process, the last one last.</summary>
    public List<string> Nodes { get; } = [];

    /// <summary>What it left: calls that had ended, and calls for which a provider had been asked.</summary>
    public List<Left> Calls { get; } = [];

    /// <summary>Those that no living process has locked.</summary>
    public static IEnumerable<Abandoned> All(string root)
    {
        foreach (var path in Directory.Exists(root) ? Directory.GetFiles(root, "*.lock") : [])
        {
            if (TryOpen(path) is { } spool)
            {
                yield return spool;
            }
        }
    }

    /// <summary>All of it is in the database. What cannot be deleted is read again, which changes nothing.</summary>
    public void TryDelete()
    {
        try
        {
            if (Directory.Exists(_folder))
            {
                Directory.Delete(_folder, recursive: true);
            }

            File.Delete(_lock.Name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }

    public void Dispose() => _lock.Dispose();

    private static Abandoned? TryOpen(string path)
    {
        Abandoned spool;
        try
        {
            spool = new Abandoned(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None), Path.ChangeExtension(path, null));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Locked: its process lives. Or gone: another one was first.
            return null;
        }

        try
        {
            spool.Read();
            return spool;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // A newer Tessera's, which will read it.
            spool.Dispose();
            return null;
        }
    }

    private void Read()
    {
        var calls = new Dictionary<string, Left>(StringComparer.Ordinal);
        var segments = Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*.spool").Select(Segment.Read) : [];
        foreach (var (kind, note, node) in segments.OrderBy(segment => segment.Number).SelectMany(segment => segment.Payloads).Select(payload => SpoolEntry.Read(payload)))
        {
            if (node is not null)
            {
                Nodes.Remove(node);
                Nodes.Add(node);
            }
            else if (kind == SpoolKind.Ended || !calls.TryGetValue(note!.Record.Id, out var known) || !known.HasEnded)
            {
                calls[note!.Record.Id] = new Left(note, kind == SpoolKind.Ended);
            }
        }

        Calls.AddRange(calls.Values);
    }
}
