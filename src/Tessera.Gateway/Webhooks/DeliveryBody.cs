using System.Buffers;
using System.Globalization;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Reports;
using Tessera.Ledger.Records;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Webhooks;

/// <summary>
/// What a receiver is sent: <c>{"type","timestamp","data"}</c>, where <c>data</c> is the generation as
/// <c>GET /v1/images/{id}?response_format=url</c> gives it. Made anew for each attempt, since addresses of pictures expire.
/// </summary>
internal sealed class DeliveryBody(ImageStore store, FileUrlSigner signer)
{
    /// <param name="bill">What the books say today.</param>
    public ReadOnlyMemory<byte> Of(Delivery delivery, GenerationRecord record, Bill bill)
    {
        var body = new ArrayBufferWriter<byte>(4 << 10);
        body.Write(OpenAiDocument.Render(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", delivery.Event);
            json.WriteString("timestamp", delivery.CreatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WritePropertyName("data");
        }).Span);
        body.Write(GenerationDocument.Before(record).Span);
        for (var i = 0; i < record.Pictures.Count; i++)
        {
            var picture = record.Pictures[i];
            body.Write(i == 0 ? ""u8 : ","u8);
            var url = store.Find(picture.Hash) is { } stored ? delivery.Origin + signer.Sign(stored, PublicAddress.ValidFor) : null;
            body.Write(OpenAiDocument.Render(json => GenerationDocument.WritePicture(json, picture, url)).Span);
        }

        body.Write(GenerationDocument.After(record, bill).Span);
        body.Write("}"u8);
        return body.WrittenMemory;
    }
}
