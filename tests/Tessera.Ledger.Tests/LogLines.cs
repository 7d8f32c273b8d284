using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tessera.Ledger.Tests;

/// <summary>Collects what is logged, and lets a test wait for a line instead of for time.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _written = new(0);

    public IReadOnlyCollection<string> All => _lines;

    public async Task<string> NextAsync()
    {
        Assert.True(await _written.WaitAsync(TimeSpan.FromSeconds(20)), "Nothing was logged within 20 seconds.");
        _lines.TryDequeue(out var line);
        return line!;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
        _written.Release();
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
