using System.Diagnostics;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Sql.Postgres;

namespace Tessera.Ledger.Tests.Stores;

/// <summary>
/// The PostgreSQL server of this run: the one in <c>TESSERA_TEST_POSTGRES</c>, as <c>test.sh</c> starts it, or one that is
/// started here by <c>eng/postgres</c> and ends with this process, however that ends.
/// </summary>
public sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster> Only = new(() => new PostgresCluster());

    private readonly string _server;
    private readonly string _prefix = $"t{Environment.ProcessId}_{Stopwatch.GetTimestamp() % 1_000_000}_";
    private readonly string _template;
    private readonly Process? _own;
    private readonly Lock _gate = new();
    private int _made;

    private PostgresCluster()
    {
        var given = Environment.GetEnvironmentVariable("TESSERA_TEST_POSTGRES");
        if (string.IsNullOrEmpty(given))
        {
            (_own, given) = Start();
        }

        _server = given[..given.LastIndexOf('/')];
        _template = _prefix + "template";
        Administer($"CREATE DATABASE {_template}");
        Database.Open(new BooksPlace("", Address(_template)));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
    }

    public static PostgresCluster Instance => Only.Value;

    /// <summary>An empty database with all tables.</summary>
    /// <returns>Its name.</returns>
    public string Make()
    {
        var name = _prefix + Interlocked.Increment(ref _made);
        Administer($"CREATE DATABASE {name} TEMPLATE {_template}");
        return name;
    }

    /// <summary>A database without tables.</summary>
    /// <returns>Its name.</returns>
    public string MakeBare()
    {
        var name = _prefix + Interlocked.Increment(ref _made);
        Administer($"CREATE DATABASE {name}");
        return name;
    }

    public void Remove(string name) => Administer($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    public string Text(string name) => $"{_server}/{name}";

    public PostgresAddress Address(string name) => Read(Text(name));

    /// <summary>The same database as another role, which the private cluster has: <c>root</c> or <c>guarded</c>.</summary>
    public string TextAs(string role, string name) => Text(name).Replace("//tester@", $"//{role}@", StringComparison.Ordinal);

    /// <summary>Runs statements on the server as a whole. One at a time, as a template can be copied by one only.</summary>
    public void Administer(string sql)
    {
        lock (_gate)
        {
            using var connection = new PostgresConnection(new PostgresSource(Address("postgres")), PostgresPatience.Migration);
            connection.Run(sql);
        }
    }

    private static PostgresAddress Read(string text) => PostgresAddress.Read(text, out var fault) ?? throw new InvalidOperationException($"TESSERA_TEST_POSTGRES: {fault}");

    private static (Process Own, string Address) Start()
    {
        var own = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Root(), "eng", "postgres")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // It ends when our end of its input does, that is at the latest with this process.
        return own.StandardOutput.ReadLine() is { } address
            ? (own, address)
            : throw new InvalidOperationException($"These tests need a PostgreSQL server. {own.StandardError.ReadToEnd()}");
    }

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Tessera.slnx")))
        {
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return at;
    }

    private void End()
    {
        if (_own is { } own)
        {
            own.StandardInput.Close();
            own.WaitForExit(TimeSpan.FromSeconds(20));
        }
        else
        {
            Remove(_template);
        }
    }
}
