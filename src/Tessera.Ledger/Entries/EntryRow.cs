using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>An entry as a row of <see cref="EntrySql.Columns"/>, and back.</summary>
internal static class EntryRow
{
    /// <summary>How many columns <see cref="Read"/> takes; what a query selects beside them comes after.</summary>
    public const int Columns = 32;

    public static Statement Add(Statement statement, Entry entry) => statement
        .Add(entry.Generation).Add(entry.Place).Add(Words.Of(entry.Kind))
        .Add(UnixTime.Microseconds(entry.BookedAt)).Add(UnixTime.Microseconds(entry.UsedAt))
        .Add(entry.KeyId).Add(Words.Of(entry.KeyKind)).Add(entry.Team).Add(entry.User).Add(Labels.Join(entry.Tags))
        .Add(entry.Model).Add(entry.Provider).Add(entry.ProviderModel).Add(entry.Operation)
        .Add(entry.Usage.TextIn).Add(entry.Usage.CachedTextIn).Add(entry.Usage.ImageIn).Add(entry.Usage.CachedImageIn)
        .Add(entry.Usage.TextOut).Add(entry.Usage.ImageOut).Add(entry.Usage.Images).Add(entry.Usage.Pixels)
        .Add(entry.Amount?.Nanos).Add(entry.AtRisk.Nanos).Add(entry.Unpriced).Add(entry.ProviderCost?.Nanos)
        .Add(entry.Size).Add(entry.Quality).Add(entry.Price?.Source).Add(entry.Price?.AsOf.DayNumber)
        .Add(entry.Reference).Add(entry.Reason)
        .Add(entry.Place == 0 ? 1 : 0);

    public static Entry Read(Statement row) => new()
    {
        Generation = row.Text(0),
        Place = (int)row.Integer(1),
        Kind = Words.EntryKindOf(row.Text(2)),
        BookedAt = UnixTime.Moment(row.Integer(3)),
        UsedAt = UnixTime.Moment(row.Integer(4)),
        KeyId = row.Text(5),
        KeyKind = Words.KindOf(row.Text(6)),
        Team = row.TextOrNull(7),
        User = row.TextOrNull(8),
        Tags = Labels.Split(row.Text(9)),
        Model = row.Text(10),
        Provider = row.TextOrNull(11),
        ProviderModel = row.TextOrNull(12),
        Operation = row.Text(13),
        Usage = new Usage
        {
            TextIn = row.Integer(14),
            CachedTextIn = row.Integer(15),
            ImageIn = row.Integer(16),
            CachedImageIn = row.Integer(17),
            TextOut = row.Integer(18),
            ImageOut = row.Integer(19),
            Images = row.Integer(20),
            Pixels = row.Integer(21),
        },
        Amount = Money(row.IntegerOrNull(22)),
        AtRisk = new Usd(row.Integer(23)),
        Unpriced = (int)row.Integer(24),
        ProviderCost = Money(row.IntegerOrNull(25)),
        Size = row.TextOrNull(26),
        Quality = row.TextOrNull(27),
        Price = row.TextOrNull(28) is { } source ? new PriceOrigin(source, DateOnly.FromDayNumber((int)row.Integer(29))) : null,
        Reference = row.TextOrNull(30),
        Reason = row.TextOrNull(31),
    };

    public static List<Entry> Find(Connection connection, string sql, string value)
    {
        using var statement = connection.Prepare(sql);
        return ReadAll(statement.Add(value));
    }

    public static List<Entry> ReadAll(Statement statement)
    {
        var entries = new List<Entry>();
        while (statement.Step())
        {
            entries.Add(Read(statement));
        }

        return entries;
    }

    /// <summary>False where the place is taken.</summary>
    public static bool TryInsert(Connection connection, Entry entry) => connection.Change(EntrySql.InsertOnce, statement => Add(statement, entry)) == 1;

    private static Usd? Money(long? nanos) => nanos is { } known ? new Usd(known) : null;
}
