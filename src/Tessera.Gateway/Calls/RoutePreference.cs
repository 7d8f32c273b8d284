namespace Tessera.Gateway.Calls;

/// <summary>Which providers the client wants tried: <c>providerOptions.gateway</c> of the AI SDK and of Vercel's API.</summary>
/// <param name="Order">Tried first, in this order; others follow.</param>
/// <param name="Only">Nothing else is tried. Null: no such wish.</param>
internal sealed record RoutePreference(IReadOnlyList<string> Order, IReadOnlyList<string>? Only)
{
    public static RoutePreference None { get; } = new([], null);
}
