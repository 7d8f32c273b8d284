namespace Tessera.Inference.Painting.Grounds;

/// <summary>Every background. A new one is one method in this folder and one line here.</summary>
internal static class GroundList
{
    public static readonly Ground Studio = new("in a studio", "photo studio|seamless backdrop", 0.66f, Rooms.Studio);
    public static readonly Ground Paper = new("on paper", "blank page", 1f, Rooms.Paper);
    public static readonly Ground Tabletop = new("on a table", "tabletop", 0.6f, Rooms.Tabletop);
    public static readonly Ground Room = new("in a room", "room|living room|bedroom|kitchen|indoors|house interior|office|classroom", 0.66f, Rooms.Room);
    public static readonly Ground Meadow = new("in a meadow", "meadow|field|grass|lawn|park|garden|countryside|hill|hills|farm|pasture|outdoors|nature|landscape", 0.6f, Lands.Meadow);
    public static readonly Ground Sky = new("in the sky", "sky|blue sky|clear sky|cloudy sky|air", 1f, Skies.Open) { Weightless = true };

    public static readonly Ground[] All = [Studio, Paper, Tabletop, Room, Meadow, Sky];
}
