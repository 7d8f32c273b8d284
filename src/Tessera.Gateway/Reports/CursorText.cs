using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tessera.Ledger.Entries;

namespace Tessera.Gateway.Reports;

/// <summary>A place in the books as a text that callers hand back and need not understand.</summary>
internal static class CursorText
{
    /// <summary>Longer ones are not ours.</summary>
    private const int CharsMax = 512;

    public static string Of(EntryCursor cursor) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{cursor.BookedAt.UtcTicks}.{cursor.Place}.{cursor.Generation}")));

    public static EntryCursor? Read(string text)
    {
        if (text.Length > CharsMax || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('.', 3);
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                ? new EntryCursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[2], place)
                : null;
    }
}
