namespace Tessera.Gateway.Tests.Settings;

/// <summary>Environment variables that a test sets, and no others.</summary>
internal static class Environments
{
    public static Func<string, string?> Of(params (string Name, string Value)[] variables) =>
        name => Array.Find(variables, variable => variable.Name == name).Value;
}
