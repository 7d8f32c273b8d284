using Tessera.Ledger.Entries;
using Tessera.Ledger.Money;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Sql.Sqlite;

namespace Tessera.Ledger.Tests.Entries;

/// <summary>A database from before there were books.</summary>
public sealed class OldRecordsTests
{
    [Fact]
    public async Task Open_WithRecordsOfTheFirstSchema_BooksWhatTheyCost()
    {
        using var directory = new TempDirectory();
        using (var old = new SqliteConnection(directory.File))
        {
            old.Run(Migrations.All[0].Sql);
            old.Run($"PRAGMA user_version = 1; PRAGMA application_id = {Migrations.ApplicationId}");
            Insert(old, 1, "priced", "completed", "5000");
            Insert(old, 2, "unpriced", "completed", "NULL");
            Insert(old, 3, "failed", "failed", "NULL");
            old.Run("INSERT INTO attempt VALUES (1, 0, 'azure', 'a', 0, 1, 503, 'busy', NULL), (1, 1, 'openai', 'gpt', 1, 1, 200, NULL, NULL)");
        }

        await using var books = Books.Open(directory.Path, TimeProvider.System);

        var priced = Assert.Single(await books.Entries.OfAsync("gen_priced"));
        Assert.Equal((EntryKind.Charge, new Usd(5000), "openai", "gpt", 4160), (priced.Kind, priced.Amount, priced.Provider, priced.ProviderModel, priced.Usage.ImageOut));
        Assert.Equal((UnixTime.Moment(1_000_000), UnixTime.Moment(1_000_007)), (priced.UsedAt, priced.BookedAt));
        var unpriced = Assert.Single(await books.Entries.OfAsync("gen_unpriced"));
        Assert.Equal((EntryKind.Unpriced, null, 1, null), (unpriced.Kind, unpriced.Amount, unpriced.Unpriced, unpriced.Provider));
        Assert.Empty(await books.Entries.OfAsync("gen_failed"));
        Assert.Equal(new Usd(5000), await books.Entries.SpentAsync("key_1"));
    }

    private static void Insert(SqliteConnection old, int seq, string id, string outcome, string cost) => old.Run($"""
        INSERT INTO generation (seq, id, key_id, key_kind, operation, dialect, model, prompt, started_at, duration, outcome,
          text_in, cached_text_in, image_in, cached_image_in, text_out, image_out, images, pixels, cost)
        VALUES ({seq}, 'gen_{id}', 'key_1', 'live', 'generate', 'openai', 'm', 'p', 1000000, 7, '{outcome}', 1, 0, 0, 0, 0, 4160, 1, 1, {cost})
        """);
}
