using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;
using Tessera.Ledger.Budgets;

namespace Tessera.Gateway.Settings;

/// <summary>From the bytes of the file to settings, with all that is wrong; what is wrong has its default in them. Pure.</summary>
internal static class SettingsReader
{
    private const int KeepDaysMax = 36_500;

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="file">Its name, for errors.</param>
    public static (TesseraSettings Settings, IReadOnlyList<SettingsError> Errors) Read(ReadOnlyMemory<byte> bytes, string file)
    {
        var text = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(text.Span))
        {
            return Broken(file, "not in UTF-8", "JSON in UTF-8: save it again with this encoding");
        }

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Broken(file, SettingsObject.Show(document.RootElement), "an object in { }");
            }

            var errors = new List<SettingsError>();
            return (Root(new SettingsObject(document.RootElement, "", errors)), errors);
        }
        catch (JsonException wrong)
        {
            return Broken(file, $"broken at {Place(text.Span, wrong)}", "JSON; comments and commas at the end are fine");
        }
        catch (InvalidOperationException)
        {
            // The one thing that the parser lets pass and the elements then refuse: half of a surrogate pair, as in "\ud800".
            return Broken(file, "holding an escaped character that does not exist", "JSON whose \\u escapes are Unicode");
        }
    }

    /// <summary>The parser counts bytes; editors count characters.</summary>
    private static string Place(ReadOnlySpan<byte> text, JsonException wrong)
    {
        for (var line = wrong.LineNumber; line > 0; line--)
        {
            text = text[(text.IndexOf((byte)'\n') + 1)..];
        }

        var column = Encoding.UTF8.GetCharCount(text[..(int)Math.Min(text.Length, wrong.BytePositionInLine ?? 0)]) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {wrong.LineNumber + 1}, column {column}");
    }

    private static (TesseraSettings Settings, IReadOnlyList<SettingsError> Errors) Broken(string file, string given, string allowed) =>
        (TesseraSettings.Default, [new(file, given, allowed)]);

    private static TesseraSettings Root(SettingsObject root)
    {
        // For editors, which find the schema by it.
        root.Skip("$schema");
        var settings = new TesseraSettings
        {
            Providers = ProviderReader.ReadAll(root.Object("providers")),
            Images = Images(root.Object("images")),
            Records = Records(root.Object("records")),
            Budgets = Budgets(root.Object("budgets")),
            Engine = Engine(root.Object("engine")),
            Webhooks = Webhooks(root.Object("webhooks")),
            Dashboard = Dashboard(root.Object("dashboard")),
            Log = Log(root.Object("log")),
        };
        root.End();
        return settings;
    }

    private static ImageSettings Images(SettingsObject? images)
    {
        var settings = new ImageSettings();
        if (images is null)
        {
            return settings;
        }

        settings = settings with
        {
            KeepDays = images.Whole("keep_days", 1, KeepDaysMax, "days", "keeps pictures until space is needed"),
            SizeMaxGb = images.Number("size_max_gb", 0.1m, 1_000_000, "gigabytes") ?? settings.SizeMaxGb,
            FlushToDisk = images.Flag("flush_to_disk") ?? settings.FlushToDisk,
        };
        images.End();
        return settings;
    }

    private static RecordSettings Records(SettingsObject? records)
    {
        var settings = new RecordSettings(records?.Whole("keep_days", 1, KeepDaysMax, "days", "keeps records for ever"));
        records?.End();
        return settings;
    }

    private static EngineSettings Engine(SettingsObject? engine)
    {
        var settings = new EngineSettings();
        if (engine is null)
        {
            return settings;
        }

        settings = settings with
        {
            Threads = engine.Whole("threads", 1, EngineSettings.ThreadsMax, "threads", "takes one for each processor"),
            WaitingMax = engine.Whole("waiting_max", 1, EngineSettings.WaitingMaxMost, "calls", "takes the default, 64") ?? settings.WaitingMax,
        };
        engine.End();
        return settings;
    }

    private static WebhookSettings Webhooks(SettingsObject? webhooks)
    {
        var settings = new WebhookSettings();
        settings = settings with
        {
            PrivateHosts = webhooks?.Texts("private_hosts", WebhookSettings.PrivateHostsMax, "the name or the address of a host, without a port", IsHost, countMin: 0) ?? settings.PrivateHosts,
        };
        webhooks?.End();
        return settings;
    }

    private static bool IsHost(string text) => Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;

    private static DashboardSettings Dashboard(SettingsObject? dashboard)
    {
        var settings = new DashboardSettings();
        settings = settings with { Enabled = dashboard?.Flag("enabled") ?? settings.Enabled };
        dashboard?.End();
        return settings;
    }

    private static BudgetSettings Budgets(SettingsObject? budgets)
    {
        var settings = new BudgetSettings();
        if (budgets is null)
        {
            return settings;
        }

        settings = settings with
        {
            Unpriced = budgets.Word("unpriced", ("refuse", UnpricedPolicy.Refuse), ("hold", UnpricedPolicy.Hold)) ?? settings.Unpriced,
            UnpricedHoldUsd = budgets.Money("unpriced_hold_usd", Budget.LimitMax) ?? settings.UnpricedHoldUsd,
            MaybeAccepted = budgets.Word("maybe_accepted", ("stop", MaybeAcceptedPolicy.Stop), ("next", MaybeAcceptedPolicy.Next)) ?? settings.MaybeAccepted,
        };
        budgets.End();
        return settings;
    }

    private static LogSettings Log(SettingsObject? log)
    {
        var settings = new LogSettings();
        settings = new LogSettings(log?.Word(
            "level",
            ("trace", LogLevel.Trace),
            ("debug", LogLevel.Debug),
            ("information", LogLevel.Information),
            ("warning", LogLevel.Warning),
            ("error", LogLevel.Error),
            ("critical", LogLevel.Critical),
            ("none", LogLevel.None)) ?? settings.Level);
        log?.End();
        return settings;
    }
}
