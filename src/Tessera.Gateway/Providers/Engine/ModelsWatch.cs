using Microsoft.Extensions.Logging;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Http;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>Finds the installed models at start, and those that are added, removed or written anew while the gateway runs.</summary>
internal sealed partial class ModelsWatch : Lookout
{
    private readonly string _data;
    private readonly ModelCatalogue _builtIn;
    private readonly LiveCatalogue _live;
    private readonly EngineRoom _engines;
    private readonly ILogger<ModelsWatch> _log;
    private string? _seen;

    public ModelsWatch(GatewaySetup setup, ModelCatalogue builtIn, LiveCatalogue live, EngineRoom engines, TimeProvider time, ILogger<ModelsWatch> log)
        : base(time)
    {
        (_data, _builtIn, _live, _engines, _log) = (setup.DataDirectory, builtIn, live, engines, log);
        Look();
    }

    /// <summary>One look. A damaged model is complained about once, until something changes again.</summary>
    internal override void Look()
    {
        // First the stamp, then the cards: what is written in between is seen at the next look.
        var stamp = InstalledModels.StampOf(_data);
        if (stamp == _seen)
        {
            return;
        }

        var isFirst = _seen is null;
        _seen = stamp;
        var installed = InstalledModels.Read(_data, _builtIn);
        foreach (var fault in installed.Faults)
        {
            LogDamaged(_log, fault);
        }

        _live.Current = _builtIn.With(installed.Cards);
        _engines.Keep(installed.Cards.Select(card => card.Installed!));
        if (!isFirst || installed.Cards.Count > 0)
        {
            LogInstalled(_log, installed.Cards.Count == 0 ? "none" : string.Join(", ", installed.Cards.Select(card => card.Id)));
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Models on this machine: {Models}")]
    private static partial void LogInstalled(ILogger log, string models);

    [LoggerMessage(2, LogLevel.Error, "The model {Fault}")]
    private static partial void LogDamaged(ILogger log, string fault);
}
