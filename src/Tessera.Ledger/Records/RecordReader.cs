using Tessera.Ledger.Holds;
using Tessera.Ledger.Money;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Records;

/// <summary>Reads records back. For one thread at a time.</summary>
/// <remarks>Every member throws <see cref="SqlFault"/> when the database refuses or is away.</remarks>
internal sealed class RecordReader(Database database) : IDisposable
{
    private readonly Connection _connection = database.Connect();

    public GenerationRecord? Find(string id)
    {
        using var statement = _connection.Prepare(RecordSql.Find);
        return ReadAll(statement.Add(id)).SingleOrDefault();
    }

    /// <summary>The draft of a call that some process is making.</summary>
    public GenerationRecord? FindHeld(string id)
    {
        using var statement = _connection.Prepare(HoldSql.Held);
        return statement.Add(id).Step() ? HoldNote.Read(statement.Blob(0)).Record : null;
    }

    public List<GenerationRecord> List(RecordQuery query, int limit)
    {
        using var statement = _connection.Prepare(RecordSql.List(query.KeyId is not null, query.Model is not null, query.BeforeId is not null));
        foreach (var filter in new[] { query.KeyId, query.Model, query.BeforeId })
        {
            if (filter is not null)
            {
                statement.Add(filter);
            }
        }

        return ReadAll(statement.Add(limit));
    }

    public void Dispose() => _connection.Dispose();

    private List<GenerationRecord> ReadAll(Statement generations)
    {
        using var attempts = _connection.Prepare(RecordSql.Attempts);
        using var pictures = _connection.Prepare(RecordSql.Pictures);
        var records = new List<GenerationRecord>();
        var numbers = new List<long>();
        while (generations.Step())
        {
            numbers.Add(generations.Integer(37));
            records.Add(Generation(generations));
        }

        _connection.Together(() =>
        {
            for (var i = 0; i < records.Count; i++)
            {
                var record = records[i];
                attempts.Add(numbers[i]).Each(row => ((List<AttemptRecord>)record.Attempts).Add(Attempt(row)));
                pictures.Add(numbers[i]).Each(row =>
                {
                    var picture = Picture(row);
                    ((List<PictureRecord>)(picture.Partial is null ? record.Pictures : record.Partials)).Add(picture);
                });
            }
        });
        return records;
    }

    private static GenerationRecord Generation(Statement row) => new(
        Id: row.Text(0),
        KeyId: row.Text(1),
        KeyKind: Words.KindOf(row.Text(2)),
        Operation: row.Text(3),
        Dialect: row.Text(4),
        Model: row.Text(5),
        Prompt: row.Text(6),
        StartedAt: UnixTime.Moment(row.Integer(7)),
        Duration: UnixTime.Span(row.Integer(8)),
        Outcome: Words.OutcomeOf(row.Text(9)),
        Usage: new Usage
        {
            TextIn = row.Integer(10),
            CachedTextIn = row.Integer(11),
            ImageIn = row.Integer(12),
            CachedImageIn = row.Integer(13),
            TextOut = row.Integer(14),
            ImageOut = row.Integer(15),
            Images = row.Integer(16),
            Pixels = row.Integer(17),
        },
        Cost: row.IntegerOrNull(18) is { } nanos ? new Usd(nanos) : null,
        Size: row.TextOrNull(19),
        Quality: row.TextOrNull(20),
        ErrorCode: row.TextOrNull(21),
        Attempts: new List<AttemptRecord>(),
        Pictures: new List<PictureRecord>())
    {
        Partials = new List<PictureRecord>(),
        Team = row.TextOrNull(22),
        User = row.TextOrNull(23),
        Tags = Labels.Split(row.Text(24)),
        AtRisk = row.IntegerOrNull(25) is { } atRisk ? new Usd(atRisk) : null,
        ProviderCost = row.IntegerOrNull(26) is { } theirs ? new Usd(theirs) : null,
        Price = row.TextOrNull(27) is { } source ? new PriceOrigin(source, DateOnly.FromDayNumber((int)row.Integer(28))) : null,
        PricedQuality = row.TextOrNull(29),
        Background = row.TextOrNull(30),
        Fingerprint = row.TextOrNull(31),
        ErrorMessage = row.TextOrNull(32),
        ErrorStatus = (int?)row.IntegerOrNull(33),
        ErrorType = row.TextOrNull(34),
        FailureClass = row.TextOrNull(35),
        IsUnpriced = row.Integer(36) != 0,
    };

    private static AttemptRecord Attempt(Statement row) => new(
        Provider: row.Text(0),
        ProviderModel: row.Text(1),
        StartedAfter: UnixTime.Span(row.Integer(2)),
        Duration: UnixTime.Span(row.Integer(3)),
        Status: (int?)row.IntegerOrNull(4),
        Error: row.TextOrNull(5),
        ProviderRequestId: row.TextOrNull(6));

    private static PictureRecord Picture(Statement row) => new(
        Hash: row.Text(0),
        MediaType: row.Text(1),
        Bytes: row.Integer(2),
        Width: (int)row.Integer(3),
        Height: (int)row.Integer(4),
        RevisedPrompt: row.TextOrNull(5))
    {
        Partial = (int?)row.IntegerOrNull(6),
    };
}
