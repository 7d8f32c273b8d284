using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Settings;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Administration;

/// <summary>A key that is to be made.</summary>
internal sealed record KeyOrder(string Name, KeyKind Kind, string? Team, Allowance Allowance, IReadOnlyList<string>? Models, string? Webhook)
{
    private static readonly (string, KeyKind)[] Kinds = [("live", KeyKind.Live), ("test", KeyKind.Test), ("admin", KeyKind.Admin)];

    /// <returns>Null only where a fault was reported. Pure.</returns>
    public static KeyOrder? Read(SettingsObject from, ModelCatalogue catalogue)
    {
        var name = KeyMembers.Name(from);
        var kind = from.Word("kind", Kinds);
        if (!from.Has("name"))
        {
            from.Refuse("name", "missing", KeyMembers.NameAllowed);
        }

        if (!from.Has("kind"))
        {
            from.Refuse("kind", "missing", "one of live, test, admin");
        }

        var order = new KeyOrder(name ?? "", kind ?? default, KeyMembers.Team(from), AllowanceReader.Read(from), KeyMembers.Models(from, catalogue), KeyMembers.Webhook(from));
        return name is null || kind is null ? null : order;
    }
}

/// <summary>What is to be changed of a key: each member that is named replaces, null removes.</summary>
internal sealed record KeyPatch(Func<ApiKey, ApiKey> Key, Func<Allowance, Allowance> Allowance, string? Webhook)
{
    /// <summary>Pure.</summary>
    public static KeyPatch Read(SettingsObject from, ModelCatalogue catalogue)
    {
        var steps = new List<Func<ApiKey, ApiKey>>();
        if (KeyMembers.Name(from) is { } name)
        {
            steps.Add(key => key with { Name = name });
        }

        if (from.Has("kind"))
        {
            from.Skip("kind");
            from.Refuse("kind", "there", "left out: a key stays what it was made as");
        }

        var (dropsTeam, dropsModels, dropsWebhook) = (from.IsNull("team"), from.IsNull("models"), from.IsNull("webhook"));
        var (team, models, webhook) = (KeyMembers.Team(from), KeyMembers.Models(from, catalogue), KeyMembers.Webhook(from));
        steps.Add(key => key with
        {
            Team = dropsTeam ? null : team ?? key.Team,
            Models = dropsModels ? null : models ?? key.Models,
            Webhook = dropsWebhook ? null : webhook ?? key.Webhook,
        });
        return new KeyPatch(key => steps.Aggregate(key, (now, step) => step(now)), AllowanceReader.Patch(from), webhook);
    }
}
