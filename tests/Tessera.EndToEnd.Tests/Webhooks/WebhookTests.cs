using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Keys;

namespace Tessera.EndToEnd.Tests.Webhooks;

/// <summary>The end of a call, told to a receiver inside the house whose host the operator has named.</summary>
public sealed class WebhookTests
{
    private const string Inside = """{ "webhooks": { "private_hosts": ["127.0.0.1"] } }""";
    private const string Order = """{"model":"gpt-image-2","prompt":"a red balloon"}""";
    private const string Header = "x-tessera-webhook";

    private static readonly byte[] Picture = Png.Plain(64, 64);

    [Fact]
    public async Task Call_WithAWebhook_HasItsEndToldSignedAndWithThePicture()
    {
        await using var shop = await Upstream.StartAsync(Say.Body("thanks"u8.ToArray(), "text/plain"));
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, settings: Inside);
        var secret = await SecretAsync(gateway, gateway.LiveKey);

        var made = (await PostAsync(gateway, (Header, Hook(shop)))).Expect(200);

        var told = await ToldAsync(shop, 1);
        Assert.Equal(("POST", "/v1/hooks", "application/json"), (told.Method, told.Path, told["content-type"]));
        Assert.Equal(Sign(secret, told), told["webhook-signature"]);
        Assert.Equal($"msg_{made.GenerationId["gen_".Length..]}_completed", told["webhook-id"]);
        Assert.Equal("image.generation.completed", (string?)told.Json["type"]);
        var fetched = (await gateway.GetAsync($"/v1/images/{made.GenerationId}?response_format=url", gateway.LiveKey)).Expect(200);
        Assert.Equal(WithoutAddresses(fetched.Json), WithoutAddresses(told.Json["data"]!));
        var address = new Uri((string)told.Json["data"]!["data"]![0]!["url"]!);
        Assert.Equal(gateway.Address.Authority, address.Authority);
        Assert.Equal(Picture, (await gateway.GetAsync(address.PathAndQuery, null)).Expect(200).Body);
    }

    [Fact]
    public async Task Key_WithAWebhook_HasTheEndOfADetachedCallTold()
    {
        var gate = new Gate();
        await using var shop = await Upstream.StartAsync(Say.Body([], status: 204));
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi, settings: Inside);
        var key = gateway.Keys.Create("shop", KeyKind.Live, webhook: Hook(shop)).Secret;
        await SecretAsync(gateway, key);

        var accepted = (await PostAsync(gateway, key, ("Prefer", "respond-async"))).Expect(202);
        await gate.Reached;
        Assert.Empty(shop.Seen);
        gate.Open();

        var told = (await ToldAsync(shop, 1)).Json;
        Assert.Equal((accepted.GenerationId, "completed"), ((string?)told["data"]!["id"], (string?)told["data"]!["status"]));
    }

    [Fact]
    public async Task Key_ThatIsGivenAWebhook_ShowsItsSecretThisOnce()
    {
        await using var shop = await Upstream.StartAsync(Say.Body([], status: 204));
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, settings: Inside);

        var made = (await gateway.PostAsync("/v1/admin/keys", gateway.AdminKey, $$"""{"name":"shop","kind":"live","webhook":"{{Hook(shop)}}"}""")).Expect(200).Json;
        var path = $"/v1/admin/keys/{made["id"]}";
        Assert.Null((await gateway.GetAsync(path, gateway.AdminKey)).Expect(200).Json["webhook_secret"]);
        Assert.Null((await PatchAsync(gateway, path, $$"""{"webhook":"{{Hook(shop)}}/2"}""")).Expect(200).Json["webhook_secret"]);
        (await PostAsync(gateway, (string)made["key"]!)).Expect(200);

        var told = await ToldAsync(shop, 1);
        Assert.Equal(("/v1/hooks/2", Sign((string)made["webhook_secret"]!, told)), (told.Path, told["webhook-signature"]));
        var patched = (await PatchAsync(gateway, $"/v1/admin/keys/{IdOf(gateway, gateway.TestKey)}", $$"""{"webhook":"{{Hook(shop)}}"}""")).Expect(200).Json;
        Assert.StartsWith("whsec_", (string?)patched["webhook_secret"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://10.0.0.1/hooks")]
    [InlineData("http://93.184.215.14/hooks")]
    [InlineData("https://me@93.184.215.14/hooks")]
    public async Task Key_WithAWebhookToAPrivateAddress_IsNeitherMadeNorChanged(string address)
    {
        await using var gateway = await RunningGateway.StartAsync(settings: Inside);
        var before = gateway.Keys.List().Count;

        var made = (await gateway.PostAsync("/v1/admin/keys", gateway.AdminKey, $$"""{"name":"shop","kind":"live","webhook":"{{address}}"}""")).Expect(400);
        var changed = (await PatchAsync(gateway, $"/v1/admin/keys/{IdOf(gateway, gateway.LiveKey)}", $$"""{"name":"other","webhook":"{{address}}"}""")).Expect(400);

        Assert.All([made, changed], refused => Assert.Equal(("invalid_webhook_url", "webhook"), ((string?)refused.Error["code"], (string?)refused.Error["param"])));
        Assert.Equal(before, gateway.Keys.List().Count);
        Assert.Equal(("live", null), (gateway.Keys.Authenticate(gateway.LiveKey).Key!.Name, gateway.Keys.Authenticate(gateway.LiveKey).Key!.Webhook));
    }

    [Fact]
    public async Task Call_ThatFails_HasThatTold()
    {
        await using var shop = await Upstream.StartAsync(Say.Body([], status: 204));
        await using var openAi = await Upstream.StartAsync(Say.Error(400, "image_generation_user_error", "moderation_blocked"));
        await using var gateway = await RunningGateway.StartAsync(openAi, settings: Inside);
        await SecretAsync(gateway, gateway.LiveKey);

        (await PostAsync(gateway, (Header, Hook(shop)))).Expect(400);

        var told = (await ToldAsync(shop, 1)).Json;
        Assert.Equal(("image.generation.failed", "moderation_blocked"), ((string?)told["type"], (string?)told["data"]!["error_code"]));
    }

    [Fact]
    public async Task Call_ThatIsCancelled_HasThatTold()
    {
        var gate = new Gate();
        await using var shop = await Upstream.StartAsync(Say.Body([], status: 204));
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi, settings: Inside);
        await SecretAsync(gateway, gateway.LiveKey);
        var accepted = (await PostAsync(gateway, ("Prefer", "respond-async"), (Header, Hook(shop)))).Expect(202);
        await gate.Reached;

        (await gateway.SendAsync(HttpMethod.Delete, accepted["location"]!, gateway.LiveKey, null)).Expect(200);

        Assert.Equal("image.generation.cancelled", (string?)(await ToldAsync(shop, 1)).Json["type"]);
        gate.Open();
    }

    [Theory]
    [InlineData("https://127.0.0.2:1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[::1]/")]
    [InlineData("http://93.184.215.14/")]
    [InlineData("https://me:pw@93.184.215.14/")]
    [InlineData("ftp://93.184.215.14/")]
    [InlineData("hooks")]
    public async Task Webhook_ToAPrivateAddress_IsRefusedBeforeAnybodyIsAsked(string address)
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, settings: Inside);
        await SecretAsync(gateway, gateway.LiveKey);

        var refused = (await PostAsync(gateway, (Header, address))).Expect(400);

        Assert.Equal(("invalid_webhook_url", Header), ((string?)refused.Error["code"], (string?)refused.Error["param"]));
        Assert.Empty(openAi.Seen);
        Assert.Empty((await ListAsync(gateway, ""))["data"]!.AsArray());
    }

    [Fact]
    public async Task Webhook_OfAKeyWithoutASecret_IsRefusedWithTheWayToOne()
    {
        await using var gateway = await RunningGateway.StartAsync(settings: Inside);

        var refused = (await PostAsync(gateway, gateway.TestKey, (Header, "http://127.0.0.1:1/"))).Expect(400);

        Assert.Equal("webhook_secret_missing", (string?)refused.Error["code"]);
        Assert.Contains($"/v1/admin/keys/{IdOf(gateway, gateway.TestKey)}/webhook-secret", (string?)refused.Error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_ThatFailed_IsSeenAndReplayedByAdministrators()
    {
        await using var shop = await Upstream.StartAsync(Say.Body([], status: 410));
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, settings: Inside);
        await SecretAsync(gateway, gateway.LiveKey);
        await PostAsync(gateway, (Header, Hook(shop)));
        var dead = await UntilAsync(gateway, "?status=dead", 1);

        var id = (string)dead[0]!["id"]!;
        Assert.Equal(("dead", 410, 1), ((string?)dead[0]!["status"], (int)dead[0]!["last_status"]!, (int)dead[0]!["attempts"]!));
        shop.Answer = Say.Body([], status: 204);
        var replayed = (await gateway.SendAsync(HttpMethod.Post, $"/v1/admin/webhooks/{id}/replay", gateway.AdminKey, null)).Expect(202);
        Assert.Equal("pending", (string?)replayed.Json["status"]);

        await UntilAsync(gateway, "?status=delivered", 1);
        var seen = (await gateway.GetAsync($"/v1/admin/webhooks/{id}", gateway.AdminKey)).Expect(200).Json;
        Assert.Equal([410, 204], seen["outcomes"]!.AsArray().Select(outcome => (int)outcome!["status"]!));
        Assert.Equal([id, id], shop.Seen.Select(told => told["webhook-id"]));
    }

    [Fact]
    public async Task Deliveries_AreListedInPagesAndByKey()
    {
        await using var shop = await Upstream.StartAsync(Say.Body([], status: 204));
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, settings: Inside);
        await SecretAsync(gateway, gateway.LiveKey);
        for (var i = 0; i < 3; i++)
        {
            (await PostAsync(gateway, (Header, Hook(shop)))).Expect(200);
        }

        var all = await UntilAsync(gateway, "?status=delivered", 3);
        var first = await ListAsync(gateway, "?limit=2");
        var second = await ListAsync(gateway, $"?limit=2&after={first["data"]![1]!["id"]}");
        Assert.Equal((true, false), ((bool)first["has_more"]!, (bool)second["has_more"]!));
        Assert.Equal(
            all.Select(delivery => (string?)delivery!["id"]),
            first["data"]!.AsArray().Concat(second["data"]!.AsArray()).Select(delivery => (string?)delivery!["id"]));
        Assert.Equal(3, (await ListAsync(gateway, $"?key={IdOf(gateway, gateway.LiveKey)}"))["data"]!.AsArray().Count);
        Assert.Empty((await ListAsync(gateway, $"?key={IdOf(gateway, gateway.TestKey)}"))["data"]!.AsArray());
    }

    [Theory]
    [InlineData("GET", "/v1/admin/webhooks?status=lost", 400, "invalid_value")]
    [InlineData("GET", "/v1/admin/webhooks?limit=0", 400, "invalid_value")]
    [InlineData("GET", "/v1/admin/webhooks?limit=201", 400, "invalid_value")]
    [InlineData("GET", "/v1/admin/webhooks/msg_01", 404, "webhook_not_found")]
    [InlineData("POST", "/v1/admin/webhooks/msg_01/replay", 404, "webhook_not_found")]
    [InlineData("POST", "/v1/admin/keys/key_01/webhook-secret", 404, "key_not_found")]
    public async Task Request_ThatIsWrong_IsRefused_AndIsForAdministratorsAlone(string method, string path, int status, string code)
    {
        await using var gateway = await RunningGateway.StartAsync();

        Assert.Equal(code, (string?)(await gateway.SendAsync(new HttpMethod(method), path, gateway.AdminKey, null)).Expect(status).Error["code"]);
        (await gateway.SendAsync(new HttpMethod(method), path, gateway.LiveKey, null)).Expect(403);
        (await gateway.SendAsync(new HttpMethod(method), path, null, null)).Expect(401);
    }

    [Fact]
    public async Task Secret_ThatIsRotated_SaysWhenTheOldOneEnds()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var path = $"/v1/admin/keys/{IdOf(gateway, gateway.LiveKey)}/webhook-secret";

        var first = (await gateway.PostAsync(path, gateway.AdminKey, "{}")).Expect(200);
        Assert.Equal(("no-store", null), (first["cache-control"], first.Json["old_secret_ends_at"]));
        var second = (await gateway.PostAsync(path, gateway.AdminKey, """{"overlap_hours":1.5}""")).Expect(200).Json;
        Assert.Equal(gateway.Time.GetUtcNow().AddHours(1.5), DateTimeOffset.Parse((string)second["old_secret_ends_at"]!, CultureInfo.InvariantCulture));
        Assert.NotEqual((string?)first.Json["webhook_secret"], (string?)second["webhook_secret"]);
        foreach (var bad in new[] { """{"overlap_hours":-1}""", """{"overlap_hours":169}""", """{"overlap_hours":"1"}""", "[]", "null", "{" })
        {
            Assert.Equal("overlap_hours", (string?)(await gateway.PostAsync(path, gateway.AdminKey, bad)).Expect(400).Error["param"]);
        }
    }

    private static string Hook(Upstream shop) => shop.BaseAddress + "/hooks";

    private static string IdOf(RunningGateway gateway, string secret) => gateway.Keys.Authenticate(secret).Key!.Id;

    private static async Task<string> SecretAsync(RunningGateway gateway, string key) =>
        (string)(await gateway.SendAsync(HttpMethod.Post, $"/v1/admin/keys/{IdOf(gateway, key)}/webhook-secret", gateway.AdminKey, null)).Expect(200).Json["webhook_secret"]!;

    private static Task<Reply> PostAsync(RunningGateway gateway, params (string, string)[] headers) => PostAsync(gateway, gateway.LiveKey, headers);

    private static Task<Reply> PostAsync(RunningGateway gateway, string key, params (string, string)[] headers) =>
        gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", key, new StringContent(Order, Encoding.UTF8, "application/json"), headers);

    private static Task<Reply> PatchAsync(RunningGateway gateway, string path, string json) =>
        gateway.SendAsync(HttpMethod.Patch, path, gateway.AdminKey, new StringContent(json, Encoding.UTF8, "application/json"));

    private static async Task<JsonNode> ListAsync(RunningGateway gateway, string query) => (await gateway.GetAsync("/v1/admin/webhooks" + query, gateway.AdminKey)).Expect(200).Json;

    private static async Task<JsonArray> UntilAsync(RunningGateway gateway, string query, int count)
    {
        JsonArray found = [];
        await Patience.UntilAsync(async () => (found = (await ListAsync(gateway, query))["data"]!.AsArray()).Count == count);
        return found;
    }

    private static async Task<SeenRequest> ToldAsync(Upstream shop, int count)
    {
        await Patience.UntilAsync(() => Task.FromResult(shop.Seen.Count >= count));
        return shop.Seen[count - 1];
    }

    private static string WithoutAddresses(JsonNode document)
    {
        var copy = document.DeepClone();
        foreach (var picture in copy["data"]!.AsArray())
        {
            picture!.AsObject().Remove("url");
        }

        return copy.ToJsonString();
    }

    private static string Sign(string secret, SeenRequest told) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]),
        (byte[])[.. Encoding.UTF8.GetBytes($"{told["webhook-id"]}.{told["webhook-timestamp"]}."), .. told.Body]));
}
