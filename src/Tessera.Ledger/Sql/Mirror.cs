using Microsoft.Extensions.Logging;

namespace Tessera.Ledger.Sql;

/// <summary>Rows of the database that a <see cref="Mirror{T}"/> keeps in memory. For one thread at a time.</summary>
/// <remarks>Every member throws <see cref="SqlFault"/> when the database refuses.</remarks>
internal interface IMirrored<T> : IDisposable
{
    /// <summary>Where the database is, for a sentence to the operator.</summary>
    string Path { get; }

    /// <summary>Another number after each change, by whichever process.</summary>
    long Revision();

    T Read();
}

/// <summary>
/// Keeps a copy in memory of few rows that every call needs. A change goes to the database first, then everything is read again
/// and published; a change by another process is seen within <see cref="RefreshSeconds"/>.
/// </summary>
internal sealed partial class Mirror<T> : IDisposable
{
    public const int RefreshSeconds = 2;

    private readonly Lock _gate = new();
    private readonly IMirrored<T> _rows;
    private readonly Action<T> _publish;
    private readonly ILogger _log;
    private readonly ITimer _refresh;
    private long _revision;
    private bool _isDisposed;

    /// <param name="publish">Called with what was read, first of all from here, and after each change; one call at a time.</param>
    /// <exception cref="SqlFault">The database refused.</exception>
    public Mirror(IMirrored<T> rows, Action<T> publish, TimeProvider time, ILogger log)
    {
        (_rows, _publish, _log) = (rows, publish, log);
        Read_NeedsLock();
        var period = TimeSpan.FromSeconds(RefreshSeconds);
        _refresh = time.CreateTimer(static mirror => ((Mirror<T>)mirror!).Refresh(), this, period, period);
    }

    /// <exception cref="LedgerUnavailableException">The database cannot be written.</exception>
    public void Change(Action change)
    {
        lock (_gate)
        {
            try
            {
                change();
                Read_NeedsLock();
            }
            catch (SqlFault fault)
            {
                throw new LedgerUnavailableException(fault.Explain(_rows.Path), fault);
            }
        }
    }

    /// <summary>Looks whether another process has changed something: one row, so it costs microseconds.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            try
            {
                if (!_isDisposed && _rows.Revision() != _revision)
                {
                    Read_NeedsLock();
                }
            }
            catch (SqlFault fault)
            {
                RefreshFailed(_log, fault.Explain(_rows.Path));
            }
        }
    }

    public void Dispose()
    {
        _refresh.Dispose();
        lock (_gate)
        {
            _isDisposed = true;
            _rows.Dispose();
        }
    }

    private void Read_NeedsLock()
    {
        // The revision first: a change between the two reads is then read again rather than missed.
        _revision = _rows.Revision();
        _publish(_rows.Read());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What another process changed cannot be read: {Reason}")]
    private static partial void RefreshFailed(ILogger log, string reason);
}
