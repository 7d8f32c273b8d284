using Tessera.Ledger.Sql.Postgres;

namespace Tessera.Ledger.Tests.Stores;

/// <summary>A schema of its own in the tests' private cluster.</summary>
public sealed class PostgresStore : TestStore
{
    // Tables are named rather than listed, as a schema of a later migration needs no other order.
    private const string LockAll = """
        DO $$
        DECLARE name TEXT;
        BEGIN
            FOR name IN SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname LOOP
                EXECUTE format('LOCK TABLE %I IN EXCLUSIVE MODE', name);
            END LOOP;
        END $$
        """;

    private readonly string _name = PostgresCluster.Instance.Make();

    public override BooksPlace Place => new(Directory, PostgresCluster.Instance.Address(_name));

    /// <summary>As <c>TESSERA_DATABASE</c> has it.</summary>
    public string Address => PostgresCluster.Instance.Text(_name);

    public override async Task Hold(Func<Task> meanwhile)
    {
        using var other = Connect();
        other.Run("BEGIN");
        other.Run(LockAll);
        await meanwhile();
    }

    public override void FillDisk(Action<string> writer) => Run("""
        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER full_disk BEFORE INSERT ON generation EXECUTE FUNCTION full_disk();
        """);

    public override void EmptyDisk(Action<string> writer) => Run("DROP FUNCTION full_disk CASCADE");

    public override void Dispose()
    {
        PostgresCluster.Instance.Remove(_name);
        base.Dispose();
    }
}
