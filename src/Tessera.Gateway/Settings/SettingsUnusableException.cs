namespace Tessera.Gateway.Settings;

/// <summary>The settings cannot be used, so nothing starts. The message is for the operator: a sentence per fault, each on a line.</summary>
public sealed class SettingsUnusableException : Exception
{
    internal SettingsUnusableException(SettingsErrors errors)
        : base(string.Join(Environment.NewLine, errors.All))
    {
    }
}
