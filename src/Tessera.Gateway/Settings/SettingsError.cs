namespace Tessera.Gateway.Settings;

/// <summary>One thing that is wrong in the settings. As text it is a sentence that says what to change.</summary>
/// <param name="Path">The key, e.g. <c>images.keep_days</c>; for trouble with the file as a whole, its name.</param>
/// <param name="Given">What is there now. Never a value that could be a secret.</param>
/// <param name="Allowed">What may be there.</param>
internal sealed record SettingsError(string Path, string Given, string Allowed)
{
    public override string ToString() => $"{Path} is {Given}; it must be {Allowed}.";
}

/// <summary>All that is wrong; as text, a line for each.</summary>
internal sealed record SettingsErrors(IReadOnlyList<SettingsError> All)
{
    public override string ToString() => string.Join('\n', All);
}
