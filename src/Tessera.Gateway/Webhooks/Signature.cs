using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Webhooks;

/// <summary>
/// The header <c>webhook-signature</c> of Standard Webhooks: for each secret <c>v1,</c> and HMAC-SHA256 over
/// <c>id.timestamp.body</c> in base64, set apart by spaces. A receiver takes the request if one of them is right. Pure.
/// </summary>
internal static class Signature
{
    /// <param name="secrets"><c>whsec_…</c>, newest first.</param>
    public static string Of(IReadOnlyList<string> secrets, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        var header = new StringBuilder();
        foreach (var secret in secrets)
        {
            using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret[SigningSecrets.Prefix.Length..]));
            mac.AppendData(head);
            mac.AppendData(body);
            header.Append(header.Length == 0 ? "" : " ").Append("v1,").Append(Convert.ToBase64String(mac.GetHashAndReset()));
        }

        return header.ToString();
    }
}
