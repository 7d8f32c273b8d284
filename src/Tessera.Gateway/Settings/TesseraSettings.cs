using Tessera.Gateway.Images;

namespace Tessera.Gateway.Settings;

/// <summary>What <c>tessera.json</c> says; what it does not say has its default. Immutable; swapped whole when the file changes.</summary>
internal sealed record TesseraSettings
{
    public static TesseraSettings Default { get; } = new();

    /// <summary>In the order of the file, which is the order in which they are tried.</summary>
    public IReadOnlyList<ProviderSettings> Providers { get; init; } = [];

    public ImageSettings Images { get; init; } = new();

    public RecordSettings Records { get; init; } = new();

    public BudgetSettings Budgets { get; init; } = new();

    public EngineSettings Engine { get; init; } = new();

    public WebhookSettings Webhooks { get; init; } = new();

    public DashboardSettings Dashboard { get; init; } = new();

    public LogSettings Log { get; init; } = new();
}

/// <summary>One provider, as the file has it.</summary>
internal sealed record ProviderSettings
{
    /// <summary>The key under <c>providers</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Null for a built-in provider at its own address.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The environment variable with the key. Null: the usual one of a built-in provider; no key for another.</summary>
    public string? ApiKeyEnv { get; init; }

    /// <summary>Our model id to the provider's.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether it can stream partial pictures. Null: what is known of a built-in provider; no for another.</summary>
    public bool? Streams { get; init; }

    /// <summary>Whether it has to be asked for base64, since it answers with addresses otherwise.</summary>
    public bool AsksForBase64 { get; init; }

    /// <summary>Null: a built-in provider is on if its key is there, another is on.</summary>
    public bool? Enabled { get; init; }
}

/// <summary>How the store keeps pictures.</summary>
internal sealed record ImageSettings
{
    /// <summary>Since a picture was last stored; null keeps it until space is needed.</summary>
    public int? KeepDays { get; init; }

    /// <summary>In 10^9 bytes. Above it, sweeps remove the pictures that were not used for the longest time.</summary>
    public decimal SizeMaxGb { get; init; } = StoreLimits.Default.BytesMax / BytesPerGb;

    /// <summary>Whether a picture survives a power cut from the moment it is answered.</summary>
    public bool FlushToDisk { get; init; } = StoreLimits.Default.FlushesToDisk;

    private const decimal BytesPerGb = 1_000_000_000;

    public StoreLimits ToLimits() => StoreLimits.Default with
    {
        BytesMax = (long)(SizeMaxGb * BytesPerGb),
        KeepFor = KeepDays is { } days ? TimeSpan.FromDays(days) : null,
        FlushesToDisk = FlushToDisk,
    };
}

/// <summary>How long the books keep the record of a call; null: for ever.</summary>
internal sealed record RecordSettings(int? KeepDays = null);

/// <summary>Whether the pages at <c>/</c> are served.</summary>
internal sealed record DashboardSettings(bool Enabled = true);

/// <summary>The least level that is logged.</summary>
internal sealed record LogSettings(Microsoft.Extensions.Logging.LogLevel Level = Microsoft.Extensions.Logging.LogLevel.Information);
