using System.Globalization;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Budgets;

/// <summary>The rows of <c>account</c>.</summary>
internal sealed class AccountTable(Database database) : IMirrored<AccountSnapshot>
{
    private readonly Connection _connection = database.Connect();

    public string Path => database.Path;

    public long Revision() => _connection.Number(AccountSql.Revision);

    public AccountSnapshot Read()
    {
        using var statement = _connection.Prepare(AccountSql.Open);
        return AccountSnapshot.Of(Rows(statement));
    }

    /// <summary>
    /// Makes an owner's accounts those that are wanted. One of the same measure and period keeps its identifier, and with it
    /// what was spent; one that is not wanted is closed.
    /// </summary>
    /// <exception cref="LedgerUnavailableException"><see cref="Allowances.AccountsMax"/> is reached.</exception>
    public void Replace(Scope scope, IReadOnlyList<Account> wanted, DateTimeOffset now) => _connection.TransactAlone(() =>
    {
        _connection.Run(AccountSql.Revise);
        var left = OpenOf(scope).ToDictionary(account => (account.Measure, account.Period));
        foreach (var account in wanted)
        {
            if (left.Remove((account.Measure, account.Period), out var kept))
            {
                Update(kept.Id, account);
            }
            else
            {
                Insert(account, now);
            }
        }

        foreach (var account in left.Values)
        {
            _connection.Change(AccountSql.Close, statement => statement.Add(UnixTime.Microseconds(now)).Add(account.Id));
        }

        if (_connection.Number(AccountSql.Count) > Allowances.AccountsMax)
        {
            throw new LedgerUnavailableException($"There would be more than {Allowances.AccountsMax} budgets and limits, the most these books can hold.");
        }
    });

    public void Dispose() => _connection.Dispose();

    private List<Account> OpenOf(Scope scope)
    {
        using var statement = _connection.Prepare(AccountSql.OpenOf);
        return Rows(statement.Add(scope.ToString()));
    }

    private void Insert(Account account, DateTimeOffset now) => _connection.Change(AccountSql.Insert, statement => statement
        .Add(account.Scope.ToString())
        .Add(Words.Of(account.Measure))
        .Add(Words.Of(account.Period))
        .Add(account.Zone)
        .Add(account.Limit)
        .Add(string.Join(',', account.SoftPercent))
        .Add(UnixTime.Microseconds(account.Wait))
        .Add(UnixTime.Microseconds(now)));

    private void Update(long id, Account account) => _connection.Change(AccountSql.Update, statement => statement
        .Add(account.Zone)
        .Add(account.Limit)
        .Add(string.Join(',', account.SoftPercent))
        .Add(UnixTime.Microseconds(account.Wait))
        .Add(id));

    private static List<Account> Rows(Statement statement)
    {
        var rows = new List<Account>();
        while (statement.Step())
        {
            rows.Add(new Account(
                Id: statement.Integer(0),
                Scope: Words.ScopeOf(statement.Text(1)),
                Measure: Words.MeasureOf(statement.Text(2)),
                Period: Words.PeriodOf(statement.Text(3)),
                Zone: statement.Text(4),
                Limit: statement.Integer(5),
                SoftPercent: [.. statement.Text(6).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(percent => int.Parse(percent, CultureInfo.InvariantCulture))],
                Wait: UnixTime.Span(statement.Integer(7))));
        }

        return rows;
    }
}
