using System.Diagnostics;
using Tessera.Ledger.Sql.Postgres;

namespace Tessera.Ledger.Tests.Stores;

/// <summary>
/// The PostgreSQL server of this run: the one in <c>TESSERA_TEST_POSTGRES</c>, as <c>test.sh</c> starts it, or one that is
/// started here by <c>eng/postgres</c> and ends with this process, however that ends: at the latest when its standard input does.
/// </summary>
public sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster> Only = new(() => new PostgresCluster());

    private readonly string _server;
    private readonly string _prefix = $"t{Environment.ProcessId}_{Stopwatch.GetTimestamp() % 1_000_000}_";
    private int _made;

    private PostgresCluster()
    {
        var given = Environment.GetEnvironmentVariable("TESSERA_TEST_POSTGRES");
        _server = string.IsNullOrEmpty(given) ? Start() : given;
    }

    public static PostgresCluster Instance => Only.Value;

    /// <summary>A schema of its own, without tables: as good as a database, and made in a quarter of the time.</summary>
    /// <returns>Its name.</returns>
    public string Make()
    {
        var name = _prefix + Interlocked.Increment(ref _made);
        Run($"CREATE SCHEMA {name}; GRANT ALL ON SCHEMA {name} TO guarded");
        return name;
    }

    public void Remove(string name) => Run($"DROP SCHEMA IF EXISTS {name} CASCADE");

    /// <summary>As <c>TESSERA_DATABASE</c> has it.</summary>
    /// <param name="user">A role that the private cluster has: <c>tester</c>, <c>root</c>, or <c>guarded:gate</c>.</param>
    public string Text(string name, string user = "tester") => $"{_server.Replace("//tester@", $"//{user}@", StringComparison.Ordinal)}?search_path={name}";

    public PostgresAddress Address(string name, string user = "tester") => Read(Text(name, user));

    /// <summary>Runs statements outside all of the schemas.</summary>
    public void Run(string sql, string user = "tester")
    {
        using var connection = new PostgresConnection(new PostgresSource(Address("public", user)), PostgresPatience.Long);
        connection.Run(sql);
    }

    private static PostgresAddress Read(string text) => PostgresAddress.Read(text, out var fault) ?? throw new InvalidOperationException($"TESSERA_TEST_POSTGRES: {fault}");

    private static string Start()
    {
        var own = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Root(), "eng", "postgres")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            own.StandardInput.Close();
            own.WaitForExit(TimeSpan.FromSeconds(20));
        };
        return own.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"These tests need a PostgreSQL server. {own.StandardError.ReadToEnd()}");
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
}
