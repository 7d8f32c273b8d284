namespace Tessera.Gateway.Calls;

/// <summary>Whom reports count a call for, beside its key.</summary>
/// <param name="User">The caller's own customer; null: not said.</param>
/// <param name="Tags">Each once.</param>
internal sealed record Attribution(string? User, IReadOnlyList<string> Tags)
{
    public static Attribution None { get; } = new(null, []);
}
