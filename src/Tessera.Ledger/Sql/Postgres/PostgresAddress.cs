using System.Globalization;
using Npgsql;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>
/// Where a PostgreSQL database is and who asks: <c>postgres://user:password@host:port/name?sslmode=…</c>, as libpq reads it.
/// No member shows the password.
/// </summary>
public sealed class PostgresAddress
{
    /// <summary>The options that may follow a question mark.</summary>
    public const string Options = "sslmode, sslrootcert, sslcert, sslkey, connect_timeout, application_name, search_path, host";

    private const string Form = "Write it as postgres://user:password@host:5432/name, with the characters : / ? # @ % in user and password as %3A %2F %3F %23 %40 %25.";

    private const int ConnectSecondsMax = 60;

    private readonly NpgsqlConnectionStringBuilder _settings;

    private PostgresAddress(NpgsqlConnectionStringBuilder settings) => _settings = settings;

    /// <summary>For people: server, port and database, without user and password.</summary>
    public string Name => $"PostgreSQL at {(_settings.Host!.Contains(':', StringComparison.Ordinal) ? $"[{_settings.Host}]" : _settings.Host)}:{_settings.Port.ToString(CultureInfo.InvariantCulture)}, database {_settings.Database}{(_settings.SearchPath is { } path ? $", schema {path}" : "")}";

    /// <summary>Whether what goes over the connection stays on this machine.</summary>
    internal bool IsLocal => _settings.Host![0] == '/' || _settings.Host is "localhost" or "127.0.0.1" or "::1";

    /// <summary>Whether a text means to be such an address, sound or not.</summary>
    public static bool IsMeant(string text) =>
        text.TrimStart().StartsWith("postgres:", StringComparison.OrdinalIgnoreCase) || text.TrimStart().StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase);

    /// <param name="fault">What is wrong, as a sentence that shows nothing of the text, as any part of it may be the password; null if all is well.</param>
    public static PostgresAddress? Read(string text, out string? fault)
    {
        try
        {
            fault = null;
            return new PostgresAddress(Settings(text.Trim()));
        }
        catch (FormatException wrong)
        {
            fault = $"{wrong.Message} {Form}";
            return null;
        }
    }

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    internal NpgsqlDataSource Source()
    {
        var builder = new NpgsqlSlimDataSourceBuilder(_settings.ConnectionString);
        // Numbers, texts and bytes are known without asking the server for its types at each connection.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        return builder.Build();
    }

    private static NpgsqlConnectionStringBuilder Settings(string text)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "tessera",
            // Each of our connections lives as long as its owner.
            Pooling = false,
            Timeout = 5,
            // After a statement that was not answered in time Npgsql asks the server once to call it off, which takes up to two connect
            // timeouts; then the connection is dropped instead of waiting for what comes of it.
            CancellationTimeout = -1,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 30,
            TcpKeepAliveInterval = 10,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
        };
        var rest = After(text, "://") ?? throw new FormatException("It has no ://.");
        if (text[..^(rest.Length + 3)].ToLowerInvariant() is not ("postgres" or "postgresql"))
        {
            throw new FormatException("It begins with neither postgres:// nor postgresql://.");
        }

        var options = rest.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? rest[(mark + 1)..] : "";
        rest = rest[..^(options.Length == 0 && !rest.EndsWith('?') ? 0 : options.Length + 1)];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || slash == rest.Length - 1)
        {
            throw new FormatException("It names no database.");
        }

        settings.Database = Decoded(rest[(slash + 1)..]);
        ReadServer(settings, rest[..slash]);
        foreach (var option in options.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            ReadOption(settings, option);
        }

        return string.IsNullOrEmpty(settings.Host) ? throw new FormatException("It names no host.") : settings;
    }

    private static void ReadServer(NpgsqlConnectionStringBuilder settings, string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at];
            var colon = user.IndexOf(':', StringComparison.Ordinal);
            settings.Username = Decoded(colon < 0 ? user : user[..colon]);
            settings.Password = colon < 0 ? null : Decoded(user[(colon + 1)..]);
        }

        var server = authority[(at + 1)..];
        if (server.Contains(',', StringComparison.Ordinal))
        {
            throw new FormatException("It names several hosts; Tessera takes one, which may be a proxy's.");
        }

        var port = server.LastIndexOf(':') is var last && last > server.LastIndexOf(']') ? server[(last + 1)..] : null;
        settings.Host = Decoded(server[..^(port is null ? 0 : port.Length + 1)].Trim('[', ']'));
        if (port is not null)
        {
            settings.Port = Number(port, 1, 65_535) ?? throw new FormatException("Its port is no number from 1 to 65535.");
        }
    }

    private static void ReadOption(NpgsqlConnectionStringBuilder settings, string option)
    {
        var name = option.Split('=')[0];
        var value = Decoded(option[Math.Min(option.Length, name.Length + 1)..]);
        if (value.Length == 0)
        {
            throw new FormatException($"One of its options has no value; there are {Options}.");
        }

        switch (name)
        {
            case "sslmode":
                settings.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw new FormatException("Its sslmode is none of disable, allow, prefer, require, verify-ca, verify-full."),
                };
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            case "sslcert":
                settings.SslCertificate = value;
                break;
            case "sslkey":
                settings.SslKey = value;
                break;
            case "connect_timeout":
                settings.Timeout = Number(value, 1, ConnectSecondsMax) ?? throw new FormatException($"Its connect_timeout is no number of seconds from 1 to {ConnectSecondsMax}.");
                break;
            case "application_name":
                settings.ApplicationName = value;
                break;
            case "search_path":
                settings.SearchPath = value;
                break;
            case "host":
                // A directory with the server's socket, which cannot stand where the host does.
                settings.Host = value;
                break;
            default:
                throw new FormatException($"It has an option that Tessera does not know; there are {Options}.");
        }
    }

    private static string? After(string text, string mark) => text.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? text[(at + mark.Length)..] : null;

    private static int? Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null;

    /// <summary>Percent-decoded; a percent sign that stands for nothing is a fault, since what was meant is not known.</summary>
    private static string Decoded(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                throw new FormatException("It has a % without two hexadecimal digits after it.");
            }
        }

        var decoded = Uri.UnescapeDataString(text);
        return decoded.Contains('\0', StringComparison.Ordinal)
            ? throw new FormatException("It has a character that no address holds.")
            : decoded;
    }
}
