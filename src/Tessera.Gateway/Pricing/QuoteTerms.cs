using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Pricing;

/// <summary>
/// A quote, written out in its own id: until when it holds, the mark of its call, and the most that each route may charge, sealed
/// with a key made of the API key's secret. Nothing is kept for it, so every node that knows the key can redeem it, and a restart
/// forgets none. A client could forge one for its own key; it would only limit what its own call may cost.
/// </summary>
internal sealed record QuoteTerms(DateTimeOffset ExpiresAt, CallMark Call, IReadOnlyDictionary<uint, Usd> MostByRoute)
{
    public const string Prefix = "quo_";

    private const byte Version = 1;

    /// <summary>Half of HMAC-SHA256: 128 bits, which nobody guesses within a minute.</summary>
    private const int SealBytes = 16;

    /// <summary>Far more than ours have: some 60 bytes, and twelve for each route.</summary>
    private const int CharsMax = 1024;

    private static readonly byte[] Purpose = "tessera quote 1"u8.ToArray();

    /// <summary>Names of providers are settings, so the id has a hash of each.</summary>
    public static uint RouteMark(string provider) => BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(provider)));

    public string Seal(ReadOnlySpan<char> secret)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(Version);
        writer.Write((uint)ExpiresAt.ToUnixTimeSeconds());
        var names = CallMark.Names;
        writer.Write(names.Select((name, place) => Call.Parts.ContainsKey(name) ? 1u << place : 0).Aggregate((all, bit) => all | bit));
        foreach (var name in names.Where(Call.Parts.ContainsKey))
        {
            writer.Write(Call.Parts[name]);
        }

        writer.Write((byte)MostByRoute.Count);
        foreach (var (route, most) in MostByRoute)
        {
            writer.Write(route);
            writer.Write(most.Nanos);
        }

        writer.Write(Mac(secret, buffer.ToArray()));
        return Prefix + Base64Url.EncodeToString(buffer.ToArray());
    }

    /// <summary>Null for text that is no quote, or not one for this key.</summary>
    public static QuoteTerms? Open(string id, ReadOnlySpan<char> secret)
    {
        if (id.Length > CharsMax || !id.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(id.AsSpan(Prefix.Length)))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(id.AsSpan(Prefix.Length));
        if (bytes.Length <= SealBytes || !CryptographicOperations.FixedTimeEquals(Mac(secret, bytes.AsSpan(..^SealBytes)), bytes.AsSpan(^SealBytes..)))
        {
            return null;
        }

        // It is sealed, so it is what we wrote.
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return reader.ReadByte() == Version ? Read(reader) : null;
    }

    private static QuoteTerms Read(BinaryReader reader)
    {
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(reader.ReadUInt32());
        var present = reader.ReadUInt32();
        var parts = new Dictionary<string, uint>(StringComparer.Ordinal);
        for (var place = 0; place < CallMark.Names.Count; place++)
        {
            if ((present & (1u << place)) != 0)
            {
                parts[CallMark.Names[place]] = reader.ReadUInt32();
            }
        }

        var routes = new Dictionary<uint, Usd>();
        for (var left = reader.ReadByte(); left > 0; left--)
        {
            routes[reader.ReadUInt32()] = new Usd(reader.ReadInt64());
        }

        return new QuoteTerms(expiresAt, new CallMark(parts), routes);
    }

    private static byte[] Mac(ReadOnlySpan<char> secret, ReadOnlySpan<byte> text)
    {
        var key = HMACSHA256.HashData(Purpose, Encoding.UTF8.GetBytes(secret.ToArray()));
        return HMACSHA256.HashData(key, text)[..SealBytes];
    }
}
