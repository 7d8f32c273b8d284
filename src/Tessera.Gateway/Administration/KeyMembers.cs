using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Settings;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Administration;

/// <summary>Reads the members of a key that can be set. Null: not there, null, or reported as wrong. Pure.</summary>
internal static class KeyMembers
{
    public static readonly string NameAllowed = $"a text of 1 to {Keyring.NameLengthMax} characters without control characters";

    public static string? Name(SettingsObject from)
    {
        if (from.Text("name", NameAllowed) is not { } name)
        {
            return null;
        }

        if (Keyring.NameFault(name) is null)
        {
            return name;
        }

        from.Refuse("name", SettingsObject.Quote(name), NameAllowed);
        return null;
    }

    public static string? Team(SettingsObject from)
    {
        if (from.IsNull("team") || from.Text("team", TeamName.Allowed) is not { } team)
        {
            return null;
        }

        if (TeamName.IsName(team))
        {
            return team;
        }

        from.Refuse("team", SettingsObject.Quote(team), TeamName.Allowed);
        return null;
    }

    /// <returns>Full ids, whatever names they were given by.</returns>
    public static IReadOnlyList<string>? Models(SettingsObject from, ModelCatalogue catalogue)
    {
        const string allowed = "the id of a model that GET /v1/models lists";
        if (from.IsNull("models") || from.Texts("models", Keyring.ModelsMax, allowed) is not { } names)
        {
            return null;
        }

        var ids = new List<string>();
        foreach (var (place, name) in names.Index())
        {
            if (catalogue.Find(name) is not { } card)
            {
                var near = NearMiss.Of(name, catalogue.All.Select(model => model.Id));
                from.Refuse(SettingsObject.Item("models", place), SettingsObject.Quote(name), near is null ? allowed : $"{allowed}, perhaps {near}");
            }
            else if (!ids.Contains(card.Id))
            {
                ids.Add(card.Id);
            }
        }

        return ids;
    }

    public static string? Webhook(SettingsObject from) => from.IsNull("webhook") ? null : from.Text("webhook", "an https address");
}
