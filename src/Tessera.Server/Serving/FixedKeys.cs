using Tessera.Ledger.Keys;

namespace Tessera.Server.Serving;

/// <summary>Keys whose secrets come from the environment: for containers and tests, which must know them beforehand.</summary>
internal static class FixedKeys
{
    private static readonly (string Variable, KeyKind Kind)[] Known =
    [
        ("TESSERA_ADMIN_KEY", KeyKind.Admin),
        ("TESSERA_LIVE_KEY", KeyKind.Live),
        ("TESSERA_TEST_KEY", KeyKind.Test),
    ];

    /// <returns>The variables that were set.</returns>
    /// <exception cref="StartFault">One of the secrets will not do.</exception>
    public static IReadOnlyList<string> Ensure(Keyring keys, Func<string, string?> environment)
    {
        var given = Known.Where(known => !string.IsNullOrEmpty(environment(known.Variable))).ToList();
        foreach (var (variable, kind) in given)
        {
            Ensure(keys, variable, kind, environment(variable)!);
        }

        return [.. given.Select(known => known.Variable)];
    }

    private static void Ensure(Keyring keys, string variable, KeyKind kind, string secret)
    {
        if (Keyring.FixedSecretFault(secret) is { } fault)
        {
            throw new StartFault($"{variable} will not do. {fault}");
        }

        try
        {
            if (keys.EnsureFixed(kind, secret, variable).RevokedAt is { } revokedAt)
            {
                throw new StartFault($"The key in {variable} was revoked on {revokedAt:yyyy-MM-dd}. Set another one.");
            }
        }
        catch (ArgumentException)
        {
            throw new StartFault($"The key in {variable} is already known as a key of another kind. Set one that is used for nothing else.");
        }
    }
}
