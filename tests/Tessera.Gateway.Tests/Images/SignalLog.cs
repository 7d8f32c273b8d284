using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Tests.Images;

/// <summary>Lets a test wait for the sweeper's next line.</summary>
internal sealed class SignalLog : ILogger<StoreSweeper>, IDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public async Task<string> NextAsync() => await _lines.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Writer.TryWrite(formatter(state, exception));

    public void Dispose() => _lines.Writer.TryComplete();
}
