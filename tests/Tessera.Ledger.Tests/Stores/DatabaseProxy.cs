using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tessera.Ledger.Tests.Stores;

/// <summary>Stands between the program and its database server, and lets a test take the line away.</summary>
public sealed class DatabaseProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly string _address;
    private readonly IPEndPoint _server;
    private volatile bool _isAway;
    private volatile TaskCompletionSource? _silence;

    /// <param name="address">The database's, as <c>TESSERA_DATABASE</c> has it.</param>
    public DatabaseProxy(string address)
    {
        var server = new Uri(address);
        _server = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        _listener.Start();
        _address = address.Replace($":{server.Port}/", $":{((IPEndPoint)_listener.LocalEndpoint).Port}/", StringComparison.Ordinal);
        _ = AcceptAsync();
    }

    /// <summary>The same database through this proxy.</summary>
    public string Address => _address;

    /// <summary>Drops every connection and, until <see cref="Restore"/>, each new one: the server is gone.</summary>
    public void Cut()
    {
        _isAway = true;
        DropAll();
    }

    /// <summary>Drops every connection; new ones are welcome: the server was restarted.</summary>
    public void DropAll()
    {
        foreach (var socket in _sockets.Keys)
        {
            socket.Close(0);
        }
    }

    /// <summary>Lets nothing of what the server says through: it stands still, or its answers are lost on the way.</summary>
    public void Silence() => _silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Restore()
    {
        _isAway = false;
        var silence = _silence;
        _silence = null;
        silence?.SetResult();
    }

    public void Dispose()
    {
        Cut();
        _silence?.SetResult();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                _sockets.TryAdd(client, 0);
                _ = ServeAsync(client);
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!_isAway)
            {
                await server.ConnectAsync(_server);
                _sockets.TryAdd(server, 0);
                await Task.WhenAny(PassAsync(client, server, isAnswer: false), PassAsync(server, client, isAnswer: true));
            }
        }
        catch (SocketException)
        {
            // The server itself is gone.
        }
        finally
        {
            client.Close(0);
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
        }
    }

    private async Task PassAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[64 << 10];
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer)) > 0;)
            {
                if (isAnswer && _silence is { } silence)
                {
                    await silence.Task;
                }

                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
