using System.Globalization;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>Adds entries up: in the database as far as that can, the rest here.</summary>
internal static class ReportReader
{
    /// <summary>All time zones there are differ from UTC by whole quarters of an hour, so that their days are made of these.</summary>
    private const long QuarterMicroseconds = 15L * 60 * 1_000_000;

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static Report Read(Connection connection, ReportQuery query)
    {
        var rows = new Dictionary<string, Spend>(StringComparer.Ordinal);
        Spend? without = null;
        var total = default(Spend);
        using var statement = connection.Prepare(EntrySql.Report(Expression(query.GroupBy), query.Filter.Sql));
        statement.Add(UnixTime.Microseconds(query.From)).Add(UnixTime.Microseconds(query.To));
        query.Filter.Give(statement);
        while (statement.Step() && rows.Count <= Report.RowsMax)
        {
            var spend = SpendOf(statement);
            total += spend;
            var any = false;
            foreach (var group in Groups(query, statement.TextOrNull(0)))
            {
                any = true;
                rows[group] = rows.GetValueOrDefault(group) + spend;
            }

            if (!any)
            {
                without = (without ?? default) + spend;
            }
        }

        var all = rows.Select(row => new ReportRow(row.Key, row.Value));
        var ordered = query.GroupBy is ReportGroup.Day or ReportGroup.Hour
            ? all.OrderBy(row => row.Group, StringComparer.Ordinal)
            : all.OrderByDescending(row => row.Spend.Amount).ThenBy(row => row.Group, StringComparer.Ordinal);
        return new Report(without is { } rest ? [.. ordered, new ReportRow(null, rest)] : [.. ordered], total);
    }

    /// <summary>What the database groups by; <see cref="Groups"/> makes the rows' names of it.</summary>
    private static string Expression(ReportGroup group) => group switch
    {
        ReportGroup.Day or ReportGroup.Hour => $"CAST(used_at / {QuarterMicroseconds.ToString(Plain)} AS TEXT)",
        ReportGroup.Key => "key_id",
        ReportGroup.Model => "model",
        ReportGroup.Provider => "provider",
        ReportGroup.Tag => "tags",
        ReportGroup.User => "end_user",
        ReportGroup.Team => "team",
        ReportGroup.Operation => "operation",
        _ => "'all'",
    };

    private static IEnumerable<string> Groups(ReportQuery query, string? value) => value is null ? [] : query.GroupBy switch
    {
        ReportGroup.Day => [Local(value, query.Zone).ToString("yyyy-MM-dd", Plain)],
        ReportGroup.Hour => [Local(value, query.Zone).ToString("yyyy-MM-dd'T'HH", Plain)],
        ReportGroup.Tag => Labels.Split(value),
        _ => [value],
    };

    private static DateTimeOffset Local(string quarter, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(UnixTime.Moment(long.Parse(quarter, Plain) * QuarterMicroseconds), zone);

    private static Spend SpendOf(Statement row) => new(
        row.Integer(1),
        new Usd(row.Integer(2)),
        new Usd(row.Integer(3)),
        row.Integer(4),
        new Usage
        {
            TextIn = row.Integer(5),
            CachedTextIn = row.Integer(6),
            ImageIn = row.Integer(7),
            CachedImageIn = row.Integer(8),
            TextOut = row.Integer(9),
            ImageOut = row.Integer(10),
            Images = row.Integer(11),
            Pixels = row.Integer(12),
        });
}
