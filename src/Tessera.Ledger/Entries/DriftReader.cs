using Tessera.Ledger.Money;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>Compares what providers said with what the books say now, corrections and new prices included.</summary>
internal static class DriftReader
{
    public static Drift Read(Connection connection, DateTimeOffset from, DateTimeOffset to, EntryFilter filter)
    {
        var rows = new List<DriftRow>();
        using var byRoute = connection.Prepare(EntrySql.DriftByRoute(filter.Sql));
        for (Give(byRoute); byRoute.Step();)
        {
            rows.Add(new DriftRow(
                byRoute.Text(0), byRoute.TextOrNull(1), byRoute.Integer(2), byRoute.Integer(3), new Usd(byRoute.Integer(4)), new Usd(byRoute.Integer(5))));
        }

        var worst = new List<DriftCall>();
        using var calls = connection.Prepare(EntrySql.DriftWorst(filter.Sql));
        for (Give(calls).Add(Drift.WorstMax); calls.Step();)
        {
            worst.Add(new DriftCall(
                calls.Text(0), UnixTime.Moment(calls.Integer(1)), calls.Text(2), calls.TextOrNull(3), new Usd(calls.Integer(4)), new Usd(calls.Integer(5))));
        }

        return new Drift(rows, worst);

        Statement Give(Statement statement) =>
            filter.Give(statement.Add(UnixTime.Microseconds(from)).Add(UnixTime.Microseconds(to)));
    }
}
