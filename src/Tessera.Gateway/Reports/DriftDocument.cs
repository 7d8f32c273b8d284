using System.Text.Json;
using Tessera.Ledger.Entries;

namespace Tessera.Gateway.Reports;

/// <summary>Where the providers' figures and ours differ. A difference above zero: the provider charges more than the books say.</summary>
internal static class DriftDocument
{
    public static void Write(Utf8JsonWriter json, Drift drift)
    {
        json.WriteStartObject();
        json.WriteString("object", "report.drift");
        json.WriteStartArray("results");
        foreach (var row in drift.Rows)
        {
            json.WriteStartObject();
            json.WriteString("model", row.Model);
            json.WriteString("provider", row.Provider);
            json.WriteNumber("compared_count", row.Compared);
            json.WriteNumber("differing_count", row.Differing);
            json.WriteString("ours_usd", row.Ours.ToString());
            json.WriteString("theirs_usd", row.Theirs.ToString());
            json.WriteString("difference_usd", row.Difference.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("worst");
        foreach (var call in drift.Worst)
        {
            json.WriteStartObject();
            json.WriteString("generation_id", call.Generation);
            json.WriteString("used_at", MomentText.Of(call.UsedAt));
            json.WriteString("model", call.Model);
            json.WriteString("provider", call.Provider);
            json.WriteString("ours_usd", call.Ours.ToString());
            json.WriteString("theirs_usd", call.Theirs.ToString());
            json.WriteString("difference_usd", call.Difference.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
