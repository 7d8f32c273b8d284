using System.Text;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary>Calls of the model that takes long.</summary>
internal static class SlowCall
{
    /// <summary>Pictures that nobody waits for; they are being drawn when this returns.</summary>
    public static async Task<string> BeginAsync(RunningGateway gateway, string quality = "high", int n = 10)
    {
        var body = new StringContent($$"""{"model":"{{TinyModel.SlowId}}","prompt":"a cup","size":"64x64","quality":"{{quality}}","n":{{n}}}""", Encoding.UTF8, "application/json");
        var accepted = (await gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", gateway.LiveKey, body, ("Prefer", "respond-async"))).Expect(202);
        await Patience.UntilAsync(async () => (await gateway.GetAsync("/v1/images/" + accepted.GenerationId, gateway.LiveKey)).Json["progress"] is not null);
        return accepted.GenerationId;
    }

    public static Task<Reply> CancelAsync(RunningGateway gateway, string id) => gateway.SendAsync(HttpMethod.Delete, "/v1/images/" + id, gateway.LiveKey, null);
}
