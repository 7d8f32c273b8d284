using Tessera.Ledger.Keys;

namespace Tessera.Server.Serving;

/// <summary>The secrets of a first start: shown once, kept nowhere.</summary>
internal sealed record FirstKeys(string Admin, string Live, string Test)
{
    /// <summary>Null where there are keys already, from an earlier start or from the environment.</summary>
    public static FirstKeys? Make(Keyring keys) => keys.IsNew
        ? new FirstKeys(keys.Create("admin", KeyKind.Admin).Secret, keys.Create("live", KeyKind.Live).Secret, keys.Create("test", KeyKind.Test).Secret)
        : null;
}
