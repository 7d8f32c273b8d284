using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers.OpenAiWire;

namespace Tessera.Gateway.Settings;

/// <summary>The settings of one moment, and the providers that they switch on. Immutable.</summary>
internal sealed record SettingsSnapshot(TesseraSettings Settings, IReadOnlyList<OpenAiWireProfile> Profiles);

/// <summary>
/// The file with the settings: read at start, and again when it has changed. A file that cannot be used is refused at start,
/// and later leaves everything as it was. Loading never throws for what a file can hold. One caller at a time reloads; anyone
/// may read <see cref="Current"/>.
/// </summary>
internal sealed class SettingsFile
{
    /// <summary>Names the file. Where it is not set, <see cref="DefaultPath"/> is read if it is there.</summary>
    public const string PathVariable = "TESSERA_SETTINGS";

    public const string DefaultPath = "tessera.json";

    /// <summary>A larger file is refused: it is something else.</summary>
    public const int BytesMax = 1 << 20;

    private readonly bool _isOptional;
    private readonly Func<string, string?> _environment;
    private readonly ModelCatalogue _catalogue;
    private FileStamp? _seen;
    private volatile SettingsSnapshot _current = new(TesseraSettings.Default, []);

    private SettingsFile(string path, bool isOptional, Func<string, string?> environment, ModelCatalogue catalogue) =>
        (Path, _isOptional, _environment, _catalogue) = (path, isOptional, environment, catalogue);

    /// <summary>After a new file has been taken, with what it says.</summary>
    public event Action<SettingsSnapshot>? Changed;

    public string Path { get; }

    public SettingsSnapshot Current => _current;

    /// <param name="path">Null: where <see cref="PathVariable"/> says.</param>
    public static Result<SettingsFile, SettingsErrors> Load(string? path, Func<string, string?> environment, ModelCatalogue catalogue)
    {
        var named = path ?? environment(PathVariable);
        var file = string.IsNullOrEmpty(named) ? new SettingsFile(DefaultPath, true, environment, catalogue) : new SettingsFile(named, false, environment, catalogue);
        return file.Reload() is { } errors ? errors : file;
    }

    /// <summary>Whether the file is another one than at the last <see cref="Reload"/>, by its time and length.</summary>
    public bool HasChanged => FileStamp.Of(Path) != _seen;

    /// <summary>Takes the file as it is now, or says why it cannot be used; either way it counts as seen.</summary>
    public SettingsErrors? Reload()
    {
        // First the stamp, then the bytes: what is written in between is seen at the next look.
        var isFirst = _seen is null;
        _seen = FileStamp.Of(Path);
        var (settings, errors) = Read(isFirst);
        var (profiles, unusable) = Profiles.From(settings, _environment, _catalogue);
        if (errors.Count + unusable.Count > 0)
        {
            return new SettingsErrors([.. errors, .. unusable]);
        }

        _current = new(settings, profiles);
        Changed?.Invoke(_current);
        return null;
    }

    private (TesseraSettings Settings, IReadOnlyList<SettingsError> Errors) Read(bool isFirst)
    {
        if (Directory.Exists(Path))
        {
            return Unreadable("a directory");
        }

        try
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var buffer = new byte[BytesMax + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length > BytesMax ? Unreadable(string.Create(CultureInfo.InvariantCulture, $"longer than {BytesMax} bytes")) : SettingsReader.Read(buffer.AsMemory(0, length), Path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            // A file that vanishes later is no wish for defaults: some editors remove it for a moment while they save.
            return _isOptional && isFirst ? (TesseraSettings.Default, []) : Unreadable("not there");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unreadable($"unreadable ({refused.Message.TrimEnd('.')})");
        }
    }

    private (TesseraSettings Settings, IReadOnlyList<SettingsError> Errors) Unreadable(string given) =>
        (TesseraSettings.Default, [new(Path, given, "a file that this process may read")]);
}
