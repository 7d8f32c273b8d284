using System.Text;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Reports;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Reports;

public sealed class CorrectionRequestTests
{
    private const string Start = "{\"id\":\"c1\",\"generation_id\":\"gen_1\",\"reason\":\"the bill\",";

    [Theory]
    [InlineData("\"amount_usd\":\"0.042\"}", 42_000_000L, null)]
    [InlineData("\"amount_usd\":-0.000000001}", -1L, null)]
    [InlineData("\"amount_usd\":\"100000\"}", 100_000_000_000_000L, null)]
    [InlineData("\"resolve\":\"not_charged\"}", null, 0L)]
    [InlineData("\"resolve\":\"charged\",\"cost_usd\":\"0.5\"}", null, 500_000_000L)]
    [InlineData("\"resolve\":\"charged\",\"cost_usd\":0,\"amount_usd\":null}", null, 0L)]
    public async Task Read_Sound_IsTaken(string rest, long? add, long? cost)
    {
        Assert.False((await ReadAsync(Start + rest)).Failed(out var error, out var order), error?.Message);

        Assert.Equal(new Correction("c1", "gen_1", "the bill", Amount(add), Amount(cost)), order);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("{\"id\":", null)]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}", null)]
    [InlineData("""{"generation_id":"gen_1","reason":"r","amount_usd":"1"}""", "id")]
    [InlineData("""{"id":"c1","reason":"r","amount_usd":"1"}""", "generation_id")]
    [InlineData("""{"id":"c1","generation_id":"gen_1","amount_usd":"1"}""", "reason")]
    [InlineData("""{"id":"","generation_id":"gen_1","reason":"r","amount_usd":"1"}""", "id")]
    [InlineData("""{"id":7,"generation_id":"gen_1","reason":"r","amount_usd":"1"}""", "id")]
    [InlineData(Start + "\"amount\":\"1\"}", "amount")]
    [InlineData(Start + "\"amount_usd\":\"\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"0\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"-0\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"1e3\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":1e-3}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"--1\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"+1\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"0.0000000001\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"100000.000000001\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"-100001\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"1,5\"}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":true}", "amount_usd")]
    [InlineData(Start + "\"amount_usd\":\"1\",\"resolve\":\"not_charged\"}", "resolve")]
    [InlineData(Start + "\"amount_usd\":\"1\",\"cost_usd\":\"1\"}", "cost_usd")]
    [InlineData(Start + "\"cost_usd\":\"1\"}", "amount_usd")]
    [InlineData(Start + "\"resolve\":\"charged\"}", "cost_usd")]
    [InlineData(Start + "\"resolve\":\"charged\",\"cost_usd\":\"-1\"}", "cost_usd")]
    [InlineData(Start + "\"resolve\":\"not_charged\",\"cost_usd\":\"0\"}", "cost_usd")]
    [InlineData(Start + "\"resolve\":\"forgive\"}", "resolve")]
    public async Task Read_Wrong_IsRefusedByName(string body, string? param)
    {
        Assert.True((await ReadAsync(body)).Failed(out var error, out _));

        Assert.Equal((400, param), (error.Status, error.Param));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_HugeBody_IsRefused()
    {
        Assert.True((await ReadAsync($$"""{"id":"{{new string('x', 70_000)}}"}""")).Failed(out var error, out _));

        Assert.Equal(413, error.Status);
    }

    [Fact]
    public void Explain_EveryFault_IsASentenceWithACode() =>
        Assert.All(Enum.GetValues<CorrectionFault>(), fault =>
        {
            var error = CorrectionRequest.Explain(fault, new Correction("c1", "gen_1", "r", null, null));
            Assert.NotNull(error.Code);
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        });

    private static Usd? Amount(long? nanos) => nanos is { } known ? new Usd(known) : null;

    private static async Task<Result<Correction, CallerError>> ReadAsync(string json)
    {
        var http = new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(json)) } };
        return (await OrderBody.ReadAsync(http.Request, CorrectionRequest.Fields, CancellationToken.None)).Failed(out var error, out var body) ? error : CorrectionRequest.Read(body);
    }
}
