using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Reports;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Http;

/// <summary>
/// A recorded generation: first OpenAI's own keys, so that code which reads an answer reads this too, then what the books say.
/// </summary>
internal static class GenerationDocument
{
    public static ReadOnlyMemory<byte> Before(GenerationRecord record) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        json.WriteString("object", "image.generation");
        json.WriteString("status", record.Outcome.ToString().ToLowerInvariant());
        json.WriteNumber("created", record.StartedAt.ToUnixTimeSeconds());
        json.WriteStartArray("data");
    });

    /// <summary>A generation on its way.</summary>
    public static ReadOnlyMemory<byte> Of(RunningGeneration running) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", running.Id);
        json.WriteString("object", "image.generation");
        json.WriteString("status", running.Place > 0 ? "queued" : "in_progress");
        json.WriteNumber("created", running.StartedAt.ToUnixTimeSeconds());
        if (running.Place > 0)
        {
            json.WriteNumber("queue_position", running.Place);
        }

        WriteDrawing(json, running.Drawing);
        json.WriteString("model", running.Call.Model.Id);
        json.WriteString("operation", running.Call.Operation.Word());
        json.WriteString("url", StoredImages.PathOf(running.Id));
        json.WriteString("events_url", StoredImages.PathOf(running.Id) + "/events");
        json.WriteEndObject();
    });

    /// <summary>How far a model on this machine is with it.</summary>
    private static void WriteDrawing(Utf8JsonWriter json, DrawingState drawing)
    {
        if (drawing.IsLoading)
        {
            json.WriteBoolean("loading_model", true);
        }

        if (drawing.TokensTotal > 0)
        {
            json.WriteStartObject("progress");
            json.WriteNumber("tokens", drawing.Tokens);
            json.WriteNumber("tokens_total", drawing.TokensTotal);
            json.WriteEndObject();
        }
    }

    /// <summary>A generation that another process is making.</summary>
    public static ReadOnlyMemory<byte> Held(GenerationRecord draft) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", draft.Id);
        json.WriteString("object", "image.generation");
        json.WriteString("status", "in_progress");
        json.WriteNumber("created", draft.StartedAt.ToUnixTimeSeconds());
        json.WriteString("model", draft.Model);
        json.WriteString("operation", draft.Operation);
        json.WriteString("url", StoredImages.PathOf(draft.Id));
        json.WriteString("events_url", StoredImages.PathOf(draft.Id) + "/events");
        json.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> After(GenerationRecord record, Bill bill) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        json.WriteEndArray();
        OpenAiDocument.WriteText(json, "quality", record.Quality);
        OpenAiDocument.WriteText(json, "size", record.Size);
        json.WritePropertyName("usage");
        OpenAiDocument.WriteUsage(json, record.Usage, withOutputDetails: true);
        json.WriteString("model", record.Model);
        json.WriteString("operation", record.Operation);
        json.WriteString("prompt", record.Prompt);
        json.WriteString("cost_usd", bill.Cost?.ToString());
        if (bill.AtRisk > Usd.Zero)
        {
            json.WriteString("at_risk_usd", bill.AtRisk.ToString());
        }

        OpenAiDocument.WriteText(json, "team", record.Team);
        OpenAiDocument.WriteText(json, "user", record.User);
        if (record.Tags.Count > 0)
        {
            json.WriteStartArray("tags");
            foreach (var tag in record.Tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
        }

        json.WriteNumber("duration_ms", (long)record.Duration.TotalMilliseconds);
        OpenAiDocument.WriteText(json, "background", record.Background);
        OpenAiDocument.WriteText(json, "error_code", record.ErrorCode);
        OpenAiDocument.WriteText(json, "error_message", record.ErrorMessage);
        OpenAiDocument.WriteText(json, "failure_class", record.FailureClass);
        json.WriteStartArray("attempts");
        foreach (var attempt in record.Attempts)
        {
            WriteAttempt(json, attempt);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    })["{\"data\":["u8.Length..];

    /// <param name="url">Null: the bytes are no longer kept.</param>
    public static void WritePicture(Utf8JsonWriter json, PictureRecord picture, string? url)
    {
        json.WriteStartObject();
        WriteAbout(json, picture, url is not null);
        OpenAiDocument.WriteText(json, "url", url);
        json.WriteEndObject();
    }

    public static void WritePicture(Utf8JsonWriter json, PictureRecord picture, bool isKept)
    {
        json.WriteStartObject();
        WriteAbout(json, picture, isKept);
        json.WriteEndObject();
    }

    private static void WriteAbout(Utf8JsonWriter json, PictureRecord picture, bool isKept)
    {
        json.WriteString("sha256", picture.Hash);
        json.WriteString("media_type", picture.MediaType);
        json.WriteNumber("bytes", picture.Bytes);
        json.WriteNumber("width", picture.Width);
        json.WriteNumber("height", picture.Height);
        OpenAiDocument.WriteText(json, "revised_prompt", picture.RevisedPrompt);
        if (!isKept)
        {
            json.WriteBoolean("removed", true);
        }
    }

    private static void WriteAttempt(Utf8JsonWriter json, AttemptRecord attempt)
    {
        json.WriteStartObject();
        json.WriteString("provider", attempt.Provider);
        json.WriteString("provider_model", attempt.ProviderModel);
        json.WriteNumber("started_after_ms", (long)attempt.StartedAfter.TotalMilliseconds);
        json.WriteNumber("duration_ms", (long)attempt.Duration.TotalMilliseconds);
        if (attempt.Status is { } status)
        {
            json.WriteNumber("status", status);
        }

        OpenAiDocument.WriteText(json, "error", attempt.Error);
        OpenAiDocument.WriteText(json, "provider_request_id", attempt.ProviderRequestId);
        json.WriteEndObject();
    }
}
