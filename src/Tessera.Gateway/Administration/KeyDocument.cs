using System.Text.Json;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Administration;

/// <summary>A key as administrators see it, over HTTP and on the command line alike, so that one script reads both.</summary>
public static class KeyDocument
{
    /// <param name="secret">In the answer to its making, and never again.</param>
    /// <param name="webhookSecret">In the answer that gave it a webhook, and never again.</param>
    public static void Write(Utf8JsonWriter json, ApiKey key, IEnumerable<Standing> standings, string? secret = null, string? webhookSecret = null)
    {
        json.WriteStartObject();
        json.WriteString("id", key.Id);
        json.WriteString("object", "key");
        json.WriteString("name", key.Name);
        json.WriteString("kind", key.Kind.ToString().ToLowerInvariant());
        json.WriteString("prefix", key.Prefix);
        json.WriteString("created_at", key.CreatedAt);
        if (key.RevokedAt is { } moment)
        {
            json.WriteString("revoked_at", moment);
        }

        OpenAiDocument.WriteText(json, "team", key.Team);
        if (key.Models is { } models)
        {
            json.WriteStartArray("models");
            foreach (var model in models)
            {
                json.WriteStringValue(model);
            }

            json.WriteEndArray();
        }

        OpenAiDocument.WriteText(json, "webhook", key.Webhook);
        AllowanceDocument.Write(json, standings);
        OpenAiDocument.WriteText(json, "key", secret);
        OpenAiDocument.WriteText(json, "webhook_secret", webhookSecret);
        json.WriteEndObject();
    }
}
