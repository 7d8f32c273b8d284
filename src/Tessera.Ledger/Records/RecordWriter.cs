using Tessera.Ledger.Entries;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Webhooks;

namespace Tessera.Ledger.Records;

/// <summary>Inserts records with statements that are prepared once. For one thread at a time.</summary>
internal sealed class RecordWriter : IDisposable
{
    private readonly Connection _connection;
    private readonly Statement _generation;
    private readonly Statement _attempt;
    private readonly Statement _picture;
    private readonly EntryWriter _entries;
    private readonly DeliveryWriter _deliveries = new();

    public RecordWriter(Database database, TimeProvider time)
    {
        _entries = new EntryWriter(time);
        _connection = database.Connect();
        _generation = _connection.Prepare(RecordSql.InsertGeneration);
        _attempt = _connection.Prepare(RecordSql.InsertAttempt);
        _picture = _connection.Prepare(RecordSql.InsertPicture);
    }

    /// <summary>All or none.</summary>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public void Write(IReadOnlyList<GenerationRecord> group) => _connection.Transact(() =>
    {
        try
        {
            foreach (var record in group)
            {
                Write(record);
                _entries.Write(_connection, record);
                _deliveries.Write(_connection, record);
            }
        }
        catch
        {
            // What failed half way has parameters that the next record must not inherit.
            _generation.Reset();
            _attempt.Reset();
            _picture.Reset();
            throw;
        }
    });

    /// <summary>For tests, which narrow the connection while no one writes.</summary>
    internal void Run(string sql) => _connection.Run(sql);

    public void Dispose()
    {
        _generation.Dispose();
        _attempt.Dispose();
        _picture.Dispose();
        _entries.Dispose();
        _deliveries.Dispose();
        _connection.Dispose();
    }

    private void Write(GenerationRecord record)
    {
        _generation.Add(record.Id).Add(record.KeyId).Add(Words.Of(record.KeyKind)).Add(record.Operation).Add(record.Dialect)
            .Add(record.Model).Add(record.Prompt).Add(UnixTime.Microseconds(record.StartedAt)).Add(UnixTime.Microseconds(record.Duration))
            .Add(Words.Of(record.Outcome))
            .Add(record.Usage.TextIn).Add(record.Usage.CachedTextIn).Add(record.Usage.ImageIn).Add(record.Usage.CachedImageIn)
            .Add(record.Usage.TextOut).Add(record.Usage.ImageOut).Add(record.Usage.Images).Add(record.Usage.Pixels)
            .Add(record.Cost?.Nanos).Add(record.Size).Add(record.Quality).Add(record.ErrorCode)
            .Add(record.Team).Add(record.User).Add(Labels.Join(record.Tags)).Add(record.AtRisk?.Nanos).Add(record.ProviderCost?.Nanos)
            .Add(record.Price?.Source).Add(record.Price?.AsOf.DayNumber).Add(record.PricedQuality).Add(record.Background).Add(record.Fingerprint).Add(record.ErrorMessage)
            .Add(record.ErrorStatus).Add(record.ErrorType).Add(record.FailureClass);
        if (!_generation.Step())
        {
            return;
        }

        var seq = _generation.Integer(0);
        _generation.Reset();
        for (var place = 0; place < record.Attempts.Count; place++)
        {
            var attempt = record.Attempts[place];
            _attempt.Add(seq).Add(place).Add(attempt.Provider).Add(attempt.ProviderModel)
                .Add(UnixTime.Microseconds(attempt.StartedAfter)).Add(UnixTime.Microseconds(attempt.Duration))
                .Add(attempt.Status).Add(attempt.Error).Add(attempt.ProviderRequestId)
                .Run();
        }

        for (var place = 0; place < record.Pictures.Count; place++)
        {
            var picture = record.Pictures[place];
            _picture.Add(seq).Add(place).Add(picture.Hash).Add(picture.MediaType).Add(picture.Bytes)
                .Add(picture.Width).Add(picture.Height).Add(picture.RevisedPrompt).Add(picture.Partial)
                .Run();
        }
    }
}
