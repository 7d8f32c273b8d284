using Npgsql;
using NpgsqlTypes;

namespace Tessera.Ledger.Sql.Postgres;

internal sealed class PostgresStatement(PostgresConnection connection, string sql) : Statement
{
    private readonly bool _returns = PostgresSql.Returns(sql);
    private List<NpgsqlParameter> _given = [];
    private PostgresRows? _rows;

    public override Statement Add(long value) => Add(new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint });

    public override Statement Add(long? value) => value is { } known ? Add(known) : AddNull(NpgsqlDbType.Bigint);

    public override Statement Add(ReadOnlySpan<byte> blob) => Add(new NpgsqlParameter<byte[]> { TypedValue = blob.ToArray(), NpgsqlDbType = NpgsqlDbType.Bytea });

    public override Statement Add(string? text) =>
        text is null ? AddNull(NpgsqlDbType.Text) : Add(new NpgsqlParameter<string> { TypedValue = PostgresText.Encode(text), NpgsqlDbType = NpgsqlDbType.Text });

    public override bool Step()
    {
        _rows ??= connection.Ask(Take());
        if (_rows.Next())
        {
            return true;
        }

        Reset();
        return false;
    }

    public override void Run() => connection.Send(Take(), null);

    public override void Each(Action<Statement> row) => connection.Send(Take(), rows =>
    {
        _rows = rows;
        try
        {
            while (rows.Next())
            {
                row(this);
            }
        }
        finally
        {
            _rows = null;
        }
    });

    public override void Reset()
    {
        _given = [];
        _rows = null;
    }

    public override long Integer(int column) => _rows![column].Number;

    public override long? IntegerOrNull(int column) => _rows![column] is { IsNull: false } cell ? cell.Number : null;

    public override ReadOnlySpan<byte> Blob(int column) => (byte[]?)_rows![column].Value;

    public override string Text(int column) => (string?)_rows![column].Value ?? "";

    public override string? TextOrNull(int column) => (string?)_rows![column].Value;

    public override void Dispose() => Reset();

    private PostgresStatement AddNull(NpgsqlDbType type) => Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type });

    private PostgresStatement Add(NpgsqlParameter parameter)
    {
        _given.Add(parameter);
        return this;
    }

    private PostgresCommand Take()
    {
        var command = new PostgresCommand(sql, _given, _returns);
        _given = [];
        return command;
    }
}
