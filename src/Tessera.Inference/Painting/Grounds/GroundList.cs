namespace Tessera.Inference.Painting.Grounds;

/// <summary>Every background. A new one is one method in this folder and one line here.</summary>
internal static class GroundList
{
    public static readonly Ground Studio = new("in a studio", "photo studio|seamless backdrop", 0.66f, Rooms.Studio);
    public static readonly Ground Paper = new("on paper", "blank page", 1f, Rooms.Paper);
    public static readonly Ground Tabletop = new("on a table", "tabletop", 0.6f, Rooms.Tabletop);
    public static readonly Ground Room = new("in a room", "room|living room|bedroom|kitchen|indoors|house interior|office|classroom|floor|wooden floor", 0.66f, Rooms.Room);
    public static readonly Ground Meadow = new("in a meadow", "meadow|field|grass|lawn|park|garden|countryside|hill|hills|farm|pasture|outdoors|nature|landscape|savanna|savannah|zoo", 0.6f, Lands.Meadow);
    public static readonly Ground Sky = new("in the sky", "sky|blue sky|clear sky|cloudy sky|air|skies|clouds", 1f, Skies.Open) { Weightless = true };
    public static readonly Ground Sea = new("on the sea", "sea|ocean|lake|water|river|waves|pond|pool|harbor|harbour|bay", 0.62f, Waters.Sea);
    public static readonly Ground Under = new("under the sea", "underwater|under water|under the sea|under the ocean|aquarium|coral reef|reef|fish tank|deep sea|in the sea|in the ocean|in water|in the water", 1f, Waters.Under) { Weightless = true };
    public static readonly Ground Road = new("on a road", "road|street|highway|parking lot|driveway|sidewalk|racetrack", 0.6f, Towns.Street);
    public static readonly Ground Space = new("in space", "space|outer space|galaxy|cosmos|universe|starry sky|night sky|starry night|stars in the sky", 1f, Towns.Space) { Weightless = true };

    public static readonly Ground[] All =
    [
        Studio, Paper, Tabletop, Room, Meadow, Sky, Sea, Under, Road, Space,
        new("in a forest", "forest|woods|woodland|jungle|rainforest", 0.62f, Wilds.Forest),
        new("in the mountains", "mountains|mountain range|alps|mountain landscape|valley", 0.62f, Wilds.Mountains),
        new("in a desert", "desert|dunes|sand dunes|sahara", 0.6f, Wilds.Desert),
        new("in the snow", "snow|ice|arctic|antarctica|snowy landscape|snowy field", 0.6f, Wilds.Snow),
        new("on a beach", "beach|shore|seashore|coast|seaside|sand|island", 0.62f, Waters.Beach),
        new("in a city", "city|town|downtown|skyline|cityscape|new york|village|city street|urban", 0.64f, Towns.City),
    ];
}
