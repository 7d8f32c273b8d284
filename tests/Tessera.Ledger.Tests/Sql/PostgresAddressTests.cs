using Tessera.Ledger.Sql.Postgres;

namespace Tessera.Ledger.Tests.Sql;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgres://me:secret@db.example:6000/books", "PostgreSQL at db.example:6000, database books")]
    [InlineData("postgresql://me@db.example/books", "PostgreSQL at db.example:5432, database books")]
    [InlineData("POSTGRES://db.example/books?sslmode=require&connect_timeout=9", "PostgreSQL at db.example:5432, database books")]
    [InlineData(" postgres://me:p%40%3A%2F%25@[::1]:5433/b%20k\n", "PostgreSQL at [::1]:5433, database b k")]
    [InlineData("postgres://me@/books?host=%2Fvar%2Frun%2Fpostgresql", "PostgreSQL at /var/run/postgresql:5432, database books")]
    [InlineData("postgres://me:a@b@db.example/books?search_path=one", "PostgreSQL at db.example:5432, database books, schema one")]
    public void Read_SoundAddress_IsNamedWithoutUserAndPassword(string text, string name)
    {
        var address = PostgresAddress.Read(text, out var fault);

        Assert.Null(fault);
        Assert.Equal((name, name), (address!.Name, address.ToString()));
    }

    [Theory]
    [InlineData("hunter2", "no ://")]
    [InlineData("mysql://me:hunter2@db/books", "neither postgres:// nor postgresql://")]
    [InlineData("postgres://me:hunter2@db", "names no database")]
    [InlineData("postgres://me:hunter2@db/", "names no database")]
    [InlineData("postgres://me:hunter2@/books", "names no host")]
    [InlineData("postgres://me:hunter2@db:hunter2/books", "port is no number")]
    [InlineData("postgres://me:hunter2@db:0/books", "port is no number")]
    [InlineData("postgres://me:hunter2@db:65536/books", "port is no number")]
    [InlineData("postgres://me:hunter2@one,two/books", "several hosts")]
    [InlineData("postgres://me:hunter2%@db/books", "% without two")]
    [InlineData("postgres://me:hunter2%zz@db/books", "% without two")]
    [InlineData("postgres://me:hunter2%00@db/books", "no address holds")]
    [InlineData("postgres://me:hunter2@db/books?sslmode=hunter2", "disable, allow, prefer, require, verify-ca, verify-full")]
    [InlineData("postgres://me:x?hunter2@db/books", "names no database")]
    [InlineData("postgres://me:x@db/books?hunter2=1", "does not know; there are sslmode")]
    [InlineData("postgres://me:hunter2@db/books?sslmode", "has no value")]
    [InlineData("postgres://me:hunter2@db/books?connect_timeout=61", "from 1 to 60")]
    [InlineData("postgres://me:hunter/2@db/books", "port is no number")]
    public void Read_AnythingElse_IsRefusedWithoutShowingAnyOfIt(string text, string says)
    {
        Assert.Null(PostgresAddress.Read(text, out var fault));
        Assert.Contains(says, fault, StringComparison.Ordinal);
        Assert.Contains("postgres://user:password@host:5432/name", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", fault, StringComparison.Ordinal);
    }
}
