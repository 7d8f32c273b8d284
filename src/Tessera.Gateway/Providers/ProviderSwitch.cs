using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Providers;

/// <summary>Switches providers on and off as the settings say: the one list of all that ship.</summary>
internal sealed class ProviderSwitch : IDisposable
{
    private readonly HttpMessageInvoker _http = OpenAiWireConnections.Open();
    private readonly SettingsFile _settings;
    private readonly SketchProvider _sketch;
    private readonly EngineProvider _engine;
    private readonly TimeProvider _time;

    public ProviderSwitch(SettingsFile settings, SketchProvider sketch, EngineProvider engine, TimeProvider time)
    {
        (_settings, _sketch, _engine, _time) = (settings, sketch, engine, time);
        Live = new LiveProviders(ListOf(settings.Current));
        settings.Changed += Swap;
    }

    public LiveProviders Live { get; }

    public void Dispose()
    {
        _settings.Changed -= Swap;
        _http.Dispose();
    }

    private void Swap(SettingsSnapshot snapshot) => Live.Current = ListOf(snapshot);

    private ProviderList ListOf(SettingsSnapshot snapshot) =>
        new(_sketch, _engine, [.. snapshot.Profiles.Select(profile => new OpenAiWireProvider(profile, _http, _time))]);
}
