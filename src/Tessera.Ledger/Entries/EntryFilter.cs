using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>Which entries a question is about. What is null does not filter.</summary>
public sealed record EntryFilter
{
    public string? KeyId { get; init; }

    public string? Team { get; init; }

    public string? User { get; init; }

    public string? Model { get; init; }

    public string? Provider { get; init; }

    /// <summary>Calls that have one of these, or all with <see cref="AllTags"/>; none: whatever they have.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool AllTags { get; init; }

    /// <summary>The simulated entries of test keys, instead of those that somebody pays.</summary>
    public bool Simulated { get; init; }

    /// <summary>Conditions to put behind <c>WHERE</c>; <see cref="Give"/> has their parameters, in the same order.</summary>
    internal string Sql
    {
        get
        {
            var sql = Simulated ? "key_kind = 'test'" : "key_kind <> 'test'";
            sql += Wanted(KeyId, "key_id") + Wanted(Team, "team") + Wanted(User, "end_user") + Wanted(Model, "model") + Wanted(Provider, "provider");
            // Not LIKE: SQLite's is blind to the case of letters. A tag is there if cutting it out changes something.
            return Tags.Count == 0 ? sql : $"{sql} AND ({string.Join(AllTags ? " AND " : " OR ", Tags.Select(_ => "replace(tags, ?, '') <> tags"))})";
        }
    }

    internal Statement Give(Statement statement)
    {
        foreach (var value in new[] { KeyId, Team, User, Model, Provider })
        {
            if (value is not null)
            {
                statement.Add(value);
            }
        }

        foreach (var tag in Tags)
        {
            statement.Add(Labels.Join([tag]));
        }

        return statement;
    }

    private static string Wanted(string? value, string column) => value is null ? "" : $" AND {column} = ?";
}
