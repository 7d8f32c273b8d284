namespace Tessera.Inference.Painting.Grounds;

/// <summary>The light of the day, and what falls from the sky.</summary>
internal enum Hour
{
    Day,
    Sunset,
    Night,
    Rain,
    Snowfall,
}

internal static class Hours
{
    public static readonly (string Words, Hour Hour)[] List =
    [
        ("sunset|sunrise|dusk|dawn|at sunset|at sunrise|at dusk|at dawn|golden hour|evening|in the evening", Hour.Sunset),
        ("night|at night|midnight|nighttime|moonlight|moonlit|dark night|in the dark", Hour.Night),
        ("rain|in the rain|rainy|raining|rainy day", Hour.Rain),
        ("snowing|snowfall|falling snow|snowstorm|winter", Hour.Snowfall),
    ];
}
