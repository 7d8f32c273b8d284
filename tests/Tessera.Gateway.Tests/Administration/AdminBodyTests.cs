using System.Text;
using System.Text.Json.Nodes;
using Tessera.Gateway.Administration;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Administration;

public sealed class AdminBodyTests
{
    private const string Money = "an amount of US dollars over 0 and up to 1000000000: a plain decimal in quotes with at most nine places, such as \"5\" or \"0.84\"";
    private const string Rising = "whole numbers from 1 to 99, each greater than the one before it";

    private static readonly ModelCatalogue Catalogue = ModelCatalogue.Load();

    [Fact]
    public void Key_WithEverything_IsRead()
    {
        var order = Create("""
            {"name": "shop", "kind": "live", "team": "design", "models": ["gpt-image-1", "openai/gpt-image-1", "openai/gpt-image-1-mini"],
             "budgets": [{"limit_usd": "0.84", "period": "day", "time_zone": "Europe/Berlin", "soft_percent": [50, 80]}, {"limit_usd": "1000000000", "period": "total"}],
             "limits": {"requests_per_minute": 1, "images_per_minute": 2, "tokens_per_minute": 1000000000, "megapixels_per_minute": 1.5, "calls_in_flight": 4, "wait_seconds": 30}}
            """).Value!;

        Assert.Equal(("shop", KeyKind.Live, "design", null), (order.Name, order.Kind, order.Team, order.Webhook));
        Assert.Equal(["openai/gpt-image-1", "openai/gpt-image-1-mini"], order.Models);
        Assert.Equal(new RateLimits(1, 2, 1_000_000_000, 1_500_000, 4) { Wait = TimeSpan.FromSeconds(30) }, order.Allowance.Limits);
        Assert.Equal(["0.84 Day Europe/Berlin 50,80", "1000000000 Total UTC "], order.Allowance.Budgets.Select(Text));
        Assert.Null(order.Allowance.Fault());
    }

    [Theory]
    [InlineData("\"-1\"")]
    [InlineData("\"0\"")]
    [InlineData("\"0.0000000001\"")]
    [InlineData("\"1000000000.000000001\"")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("\"1e3\"")]
    [InlineData("\"1,5\"")]
    [InlineData("\" 5\"")]
    [InlineData("\"five\"")]
    [InlineData("\"\"")]
    [InlineData("5")]
    [InlineData("0.84")]
    [InlineData("null")]
    [InlineData("true")]
    public void Limit_ThatIsNoAmount_IsToldWhatAnAmountIs(string written) =>
        AssertFault(Budget($$"""{"limit_usd": {{written}}, "period": "day"}"""), "budgets[0].limit_usd", $"budgets[0].limit_usd is {written}; it must be {Money}.");

    [Theory]
    [InlineData("""{"limit_usd": "1", "period": "year"}""", "budgets[0].period", "budgets[0].period is \"year\"; it must be one of day, week, month, total.")]
    [InlineData("""{"limit_usd": "1", "period": "minute"}""", "budgets[0].period", "budgets[0].period is \"minute\"; it must be one of day, week, month, total.")]
    [InlineData("""{"limit_usd": "1"}""", "budgets[0].period", "budgets[0].period is missing; it must be there: one of day, week, month, total.")]
    [InlineData("""{"period": "day"}""", "budgets[0].limit_usd", "budgets[0].limit_usd is missing; it must be there, in US dollars and in quotes, such as \"0.84\".")]
    [InlineData("""{"limit_usd": "1", "period": "day", "time_zone": "Europe/Atlantis"}""", "budgets[0].time_zone", "budgets[0].time_zone is \"Europe/Atlantis\"; it must be UTC, or a time zone that this machine knows by its IANA name, such as \"Europe/Berlin\".")]
    [InlineData("""{"limit_usd": "1", "period": "day", "time_zone": "../../etc/localtime"}""", "budgets[0].time_zone", "budgets[0].time_zone is \"../../etc/localtime\"; it must be UTC, or a time zone that this machine knows by its IANA name, such as \"Europe/Berlin\".")]
    [InlineData("""{"limit_usd": "1", "period": "day", "soft_percent": [80, 50]}""", "budgets[0].soft_percent", $"budgets[0].soft_percent is [80, 50]; it must be a list of {Rising}.")]
    [InlineData("""{"limit_usd": "1", "period": "day", "soft_percent": [0]}""", "budgets[0].soft_percent", $"budgets[0].soft_percent is [0]; it must be a list of {Rising}.")]
    [InlineData("""{"limit_usd": "1", "period": "day", "soft_percent": [100]}""", "budgets[0].soft_percent", $"budgets[0].soft_percent is [100]; it must be a list of {Rising}.")]
    [InlineData("""{"limit_usd": "1", "period": "day", "soft_percent": ["50"]}""", "budgets[0].soft_percent", $"budgets[0].soft_percent is a list; it must be a list of 1 to 10, {Rising}.")]
    [InlineData("""{"limit_usd": "1", "period": "day", "soft_percent": 50}""", "budgets[0].soft_percent", $"budgets[0].soft_percent is 50; it must be a list of 1 to 10, {Rising}.")]
    [InlineData("""{"limit_usd": "1", "period": "day", "limitusd": "2"}""", "budgets[0].limitusd", "budgets[0].limitusd is an unknown key; it must be limit_usd, if that was meant (known here: limit_usd, period, time_zone, soft_percent).")]
    [InlineData("""7""", "budgets[0]", "budgets[0] is 7; it must be an object in { }.")]
    public void Budget_WithAMistake_IsNamed(string written, string param, string message) => AssertFault(Budget(written), param, message);

    [Theory]
    [InlineData("""[{"limit_usd":"1","period":"day"},{"limit_usd":"2","period":"day"}]""", "budgets[1].period", "budgets[1].period is \"day\" once more; it must be a period that no other budget in the list has.")]
    [InlineData("""[1,2,3,4,5]""", "budgets", "budgets is a list; it must be a list of up to 4 budgets, one of each period.")]
    [InlineData("""{"limit_usd":"1","period":"day"}""", "budgets", "budgets is an object; it must be a list of up to 4 budgets, one of each period.")]
    public void Budgets_WithAMistake_AreNamed(string written, string param, string message) =>
        AssertFault(Create($$"""{"name": "x", "kind": "live", "budgets": {{written}}}""").Error, param, message);

    [Theory]
    [InlineData("requests_per_minute", "0", "a whole number of requests from 1 to 1000000000, or null, which means no limit")]
    [InlineData("images_per_minute", "-3", "a whole number of pictures from 1 to 1000000000, or null, which means no limit")]
    [InlineData("tokens_per_minute", "1.5", "a whole number of tokens from 1 to 1000000000, or null, which means no limit")]
    [InlineData("calls_in_flight", "1000000001", "a whole number of calls from 1 to 1000000000, or null, which means no limit")]
    [InlineData("megapixels_per_minute", "0", "a number of megapixels from 0.000001 to 1000000000")]
    [InlineData("megapixels_per_minute", "\"4\"", "a number of megapixels from 0.000001 to 1000000000")]
    [InlineData("wait_seconds", "601", "a whole number of seconds from 0 to 600, or null, which refuses at once")]
    [InlineData("wait_seconds", "-1", "a whole number of seconds from 0 to 600, or null, which refuses at once")]
    public void Limits_OutOfRange_AreNamed(string limit, string written, string allowed) => AssertFault(
        Create($$"""{"name": "x", "kind": "live", "limits": {"{{limit}}": {{written}} } }""").Error, $"limits.{limit}", $"limits.{limit} is {written}; it must be {allowed}.");

    [Theory]
    [InlineData("""{"name":"x","kind":"root"}""", "kind", "kind is \"root\"; it must be one of live, test, admin.")]
    [InlineData("""{"name":"x"}""", "kind", "kind is missing; it must be one of live, test, admin.")]
    [InlineData("""{"kind":"live"}""", "name", "name is missing; it must be a text of 1 to 100 characters without control characters.")]
    [InlineData("""{"name":" ","kind":"live"}""", "name", "name is \" \"; it must be a text of 1 to 100 characters without control characters.")]
    [InlineData("""{"name":"x","kind":"live","team":"our team"}""", "team", "team is \"our team\"; it must be 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', beginning with a letter or digit.")]
    [InlineData("""{"name":"x","kind":"live","team":"../x"}""", "team", "team is \"../x\"; it must be 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', beginning with a letter or digit.")]
    [InlineData("""{"name":"x","kind":"live","models":[]}""", "models", "models is a list; it must be a list of 1 to 200, each of them the id of a model that GET /v1/models lists.")]
    [InlineData("""{"name":"x","kind":"live","models":["gpt-image-1","openai/gpt-image-1-mimi"]}""", "models[1]", "models[1] is \"openai/gpt-image-1-mimi\"; it must be the id of a model that GET /v1/models lists, perhaps openai/gpt-image-1-mini.")]
    [InlineData("""{"name":"x","kind":"live","budget":[]}""", "budget", "budget is an unknown key; it must be budgets, if that was meant (known here: name, kind, team, budgets, limits, models, webhook).")]
    [InlineData("""{"name":"x","kind":"live","name":"y"}""", "name", "name is written twice; it must be written once.")]
    public void Key_WithAMistake_IsNamed(string body, string param, string message) => AssertFault(Create(body).Error, param, message);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{\"name\":\"\\ud800\",\"kind\":\"live\"}")]
    [InlineData("{\"name\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}")]
    public void Body_ThatIsNoObject_IsToldSo(string body) => Assert.Equal((400, "invalid_json"), (Create(body).Error!.Status, Create(body).Error!.Code));

    [Fact]
    public void Mistakes_ThatAreMany_AreToldAtOnceEachWithItsParam()
    {
        var error = Create("""{"kind": "root", "team": "", "budgets": [{"limit_usd": 5, "period": "year"}], "limits": {"requests": 5}}""").Error!;

        var told = JsonNode.Parse(error.Raw!)!;
        Assert.Equal(
            ["kind", "name", "team", "budgets[0].limit_usd", "budgets[0].period", "limits.requests"],
            told["errors"]!.AsArray().Select(fault => (string)fault!["param"]!));
        Assert.Equal((error.Message, "invalid_request_error", "kind", "invalid_value"), ((string)told["message"]!, (string)told["type"]!, (string)told["param"]!, (string)told["code"]!));
        Assert.All(told["errors"]!.AsArray(), fault => Assert.Contains((string)fault!["message"]!, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Patch_OfOneLimit_LeavesTheOthers()
    {
        var now = new Allowance([new(new Usd(5), Period.Day)], new RateLimits(Requests: 1, Images: 2, Pixels: 3) { Wait = TimeSpan.FromSeconds(9) });

        var next = Change("""{"limits": {"images_per_minute": 7, "requests_per_minute": null}}""").Allowance(now);

        Assert.Equal(new RateLimits(Images: 7, Pixels: 3) { Wait = TimeSpan.FromSeconds(9) }, next.Limits);
        Assert.Same(now.Budgets, next.Budgets);
        Assert.Equal(RateLimits.None, Change("""{"limits": null}""").Allowance(now).Limits);
        Assert.Empty(Change("""{"budgets": null}""").Allowance(now).Budgets);
        Assert.Equal(["0.000000007 Week UTC "], Change("""{"budgets": [{"limit_usd": "0.000000007", "period": "week"}]}""").Allowance(now).Budgets.Select(Text));
        Assert.Equal(now, Change("{}").Allowance(now));
    }

    [Fact]
    public void Patch_OfAKey_ReplacesWhatIsNamedAndNullRemoves()
    {
        var now = new ApiKey("key_a", "shop", KeyKind.Live, "tsr", DateTimeOffset.UnixEpoch, null) { Team = "design", Models = ["openai/gpt-image-1"], Webhook = "https://example.com/" };

        Assert.Equal(now with { Name = "new", Team = "other" }, Change("""{"name": "new", "team": "other"}""").Key(now));
        Assert.Equal(now with { Team = null, Models = null, Webhook = null }, Change("""{"team": null, "models": null, "webhook": null}""").Key(now));
        Assert.Equal(now, Change("{}").Key(now));
    }

    [Fact]
    public void Patch_OfTheKind_IsRefused() => AssertFault(
        AdminBody.Parse(Encoding.UTF8.GetBytes("""{"kind": "admin"}"""), from => KeyPatch.Read(from, Catalogue)).Error, "kind", "kind is there; it must be left out: a key stays what it was made as.");

    private static void AssertFault(CallerError? error, string param, string message) =>
        Assert.Equal((400, "invalid_request_error", "invalid_value", param, message), (error!.Status, error.Type, error.Code, error.Param, error.Message));

    private static CallerError? Budget(string written) => Create($$"""{"name": "x", "kind": "live", "budgets": [{{written}}]}""").Error;

    private static Result<KeyOrder, CallerError> Create(string body) => AdminBody.Parse(Encoding.UTF8.GetBytes(body), from => KeyOrder.Read(from, Catalogue));

    private static KeyPatch Change(string body) => AdminBody.Parse(Encoding.UTF8.GetBytes(body), from => KeyPatch.Read(from, Catalogue)).Value!;

    private static string Text(Budget budget) => $"{budget.Limit} {budget.Period} {budget.Zone} {string.Join(',', budget.SoftPercent)}";
}
