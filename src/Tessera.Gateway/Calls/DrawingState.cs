using System.Globalization;

namespace Tessera.Gateway.Calls;

/// <summary>How far a picture is that is drawn in this process.</summary>
/// <param name="Place">Its place in the line before the model, 1 for the next; 0 once it is through.</param>
/// <param name="IsLoading">The model is being opened.</param>
/// <param name="Tokens">Drawn so far, of all that the call needs.</param>
/// <param name="TokensTotal">0 before it is known.</param>
internal readonly record struct DrawingState(int Place, bool IsLoading, int Tokens, int TokensTotal)
{
    public static DrawingState Loading { get; } = new(0, IsLoading: true, 0, 0);

    public static DrawingState InLine(int place) => new(place, IsLoading: false, 0, 0);

    public static DrawingState Drawing(int tokens, int total) => new(0, IsLoading: false, tokens, total);

    /// <summary>A few words for somebody who watches; null where there is nothing to say.</summary>
    public string? Note => this switch
    {
        { Place: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{Place} in line"),
        { IsLoading: true } => "loading the model",
        { TokensTotal: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{Tokens} of {TokensTotal} tokens"),
        _ => null,
    };
}
