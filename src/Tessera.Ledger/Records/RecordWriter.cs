using Tessera.Ledger.Entries;
using Tessera.Ledger.Holds;
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

    public RecordWriter(Connection connection, TimeProvider time)
    {
        _entries = new EntryWriter(time);
        _connection = connection;
        _generation = _connection.Prepare(RecordSql.InsertGeneration);
        _attempt = _connection.Prepare(RecordSql.InsertAttempt);
        _picture = _connection.Prepare(RecordSql.InsertPicture);
    }

    /// <summary>Inside a transaction: records with their entries and deliveries. One that is there already stays as it is.</summary>
    /// <returns>For each settlement, whether it is new; one without a record is.</returns>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public bool[] Write(IReadOnlyList<Settlement> group)
    {
        var rows = new long[group.Count];
        try
        {
            // All generations, then all that hangs on them: two round trips, however many there are.
            for (var i = 0; i < rows.Length; i++)
            {
                if (group[i].Record is { } record)
                {
                    var place = i;
                    Bind(record).Each(row => rows[place] = row.Integer(0));
                }
            }

            _connection.Finish();
            for (var i = 0; i < rows.Length; i++)
            {
                if (group[i].Record is { } record && rows[i] != 0)
                {
                    WriteParts(rows[i], record);
                    _entries.Write(_connection, record);
                    _deliveries.Write(_connection, record);
                }
            }

            return [.. group.Select((settlement, place) => settlement.Record is null || rows[place] != 0)];
        }
        catch
        {
            // What failed half way has parameters that the next record must not inherit.
            _generation.Reset();
            _attempt.Reset();
            _picture.Reset();
            throw;
        }
    }

    /// <summary>Inside a transaction: puts a record in the place of one that said less. Entries are corrected, never replaced.</summary>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public void Replace(GenerationRecord record)
    {
        _connection.Change(RecordSql.Delete, statement => statement.Add(record.Id));
        Write([new Settlement(record, null)]);
        _entries.Settle(_connection, record);
    }

    public void Dispose()
    {
        _generation.Dispose();
        _attempt.Dispose();
        _picture.Dispose();
        _entries.Dispose();
        _deliveries.Dispose();
    }

    private Statement Bind(GenerationRecord record) => _generation
        .Add(record.Id).Add(record.KeyId).Add(Words.Of(record.KeyKind)).Add(record.Operation).Add(record.Dialect)
        .Add(record.Model).Add(record.Prompt).Add(UnixTime.Microseconds(record.StartedAt)).Add(UnixTime.Microseconds(record.Duration))
        .Add(Words.Of(record.Outcome))
        .Add(record.Usage.TextIn).Add(record.Usage.CachedTextIn).Add(record.Usage.ImageIn).Add(record.Usage.CachedImageIn)
        .Add(record.Usage.TextOut).Add(record.Usage.ImageOut).Add(record.Usage.Images).Add(record.Usage.Pixels)
        .Add(record.Cost?.Nanos).Add(record.Size).Add(record.Quality).Add(record.ErrorCode)
        .Add(record.Team).Add(record.User).Add(Labels.Join(record.Tags)).Add(record.AtRisk?.Nanos).Add(record.ProviderCost?.Nanos)
        .Add(record.Price?.Source).Add(record.Price?.AsOf.DayNumber).Add(record.PricedQuality).Add(record.Background).Add(record.Fingerprint).Add(record.ErrorMessage)
        .Add(record.ErrorStatus).Add(record.ErrorType).Add(record.FailureClass).Add(record.IsUnpriced ? 1 : 0);

    private void WriteParts(long generation, GenerationRecord record)
    {
        for (var place = 0; place < record.Attempts.Count; place++)
        {
            var attempt = record.Attempts[place];
            _attempt.Add(generation).Add(place).Add(attempt.Provider).Add(attempt.ProviderModel)
                .Add(UnixTime.Microseconds(attempt.StartedAfter)).Add(UnixTime.Microseconds(attempt.Duration))
                .Add(attempt.Status).Add(attempt.Error).Add(attempt.ProviderRequestId)
                .Run();
        }

        WritePictures(generation, record.Pictures, 0);
        WritePictures(generation, record.Partials, record.Pictures.Count);
    }

    private void WritePictures(long generation, IReadOnlyList<PictureRecord> pictures, int first)
    {
        for (var i = 0; i < pictures.Count; i++)
        {
            var picture = pictures[i];
            _picture.Add(generation).Add(first + i).Add(picture.Hash).Add(picture.MediaType).Add(picture.Bytes)
                .Add(picture.Width).Add(picture.Height).Add(picture.RevisedPrompt).Add(picture.Partial)
                .Run();
        }
    }
}
