namespace Tessera.Gateway.Settings;

/// <summary>Where webhooks may lead beside the public internet.</summary>
internal sealed record WebhookSettings
{
    /// <summary>Entries in <see cref="PrivateHosts"/>.</summary>
    public const int PrivateHostsMax = 100;

    /// <summary>Names and addresses, without ports, that may lead into the private network, and may be asked over http.</summary>
    public IReadOnlyList<string> PrivateHosts { get; init; } = [];
}
