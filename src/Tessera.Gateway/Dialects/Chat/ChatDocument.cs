using System.Text.Json;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Dialects.Chat;

/// <summary>The parts that a chat answer and the chunks of a chat stream share.</summary>
internal static class ChatDocument
{
    public static void WriteHead(Utf8JsonWriter json, string kind, DateTimeOffset created, Receipt receipt)
    {
        json.WriteString("id", receipt.GenerationId);
        json.WriteString("object", kind);
        json.WriteNumber("created", created.ToUnixTimeSeconds());
        json.WriteString("model", receipt.Model);
    }

    /// <summary>What the assistant says beside its picture.</summary>
    public static string Sentence(ImageResult result) => result.Description
        ?? result.Pictures[0].RevisedPrompt
        ?? (result.Pictures.Count == 1 ? "Here is your picture." : $"Here are your {result.Pictures.Count} pictures.");

    public static void WriteUsage(Utf8JsonWriter json, ImageResult result, Receipt receipt)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", result.Usage.InputTokens);
        json.WriteNumber("completion_tokens", result.Usage.OutputTokens);
        json.WriteNumber("total_tokens", result.Usage.TotalTokens);
        if (receipt.Cost is { } cost)
        {
            json.WritePropertyName("cost");
            json.WriteRawValue(cost.ToString());
        }

        json.WriteBoolean("is_byok", false);
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", 0);
        json.WriteNumber("image_tokens", result.Usage.ImageOut);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static ReadOnlyMemory<byte> OpenPicture(FinishedPicture picture, bool isFirst) => System.Text.Encoding.ASCII.GetBytes(
        $"{(isFirst ? "" : ",")}{{\"type\":\"image_url\",\"image_url\":{{\"url\":\"data:{picture.Stored.MediaType};base64,");

    public static ReadOnlyMemory<byte> ClosePicture { get; } = "\"}}"u8.ToArray();
}
