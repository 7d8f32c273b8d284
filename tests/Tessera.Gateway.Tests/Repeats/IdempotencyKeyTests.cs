using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tessera.Gateway.Repeats;

namespace Tessera.Gateway.Tests.Repeats;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("stainless-node-retry-6f1d2c3e-0000-4000-8000-000000000000")]
    [InlineData("!~\"'\\/;,=")]
    public void Printable_IsTaken(string key)
    {
        Assert.Null(Read(key, out var read));
        Assert.Equal(key, read);
    }

    [Fact]
    public void None_IsNoFault()
    {
        Assert.Null(IdempotencyKey.Read(new DefaultHttpContext().Request, out var key));
        Assert.Null(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("Schlüssel")]
    [InlineData("tab\there")]
    [InlineData("\u007f")]
    public void Other_IsRefused(string key)
    {
        var error = Read(key, out _);
        Assert.Equal((400, "invalid_idempotency_key", "Idempotency-Key"), (error!.Status, error.Code, error.Param));
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Length_HasALimit(int chars, bool taken) => Assert.Equal(taken, Read(new string('k', chars), out _) is null);

    [Fact]
    public void TwoOfThem_AreRefused() => Assert.NotNull(Read(new StringValues(["a", "b"]), out _));

    private static Gateway.Calls.CallerError? Read(StringValues sent, out string? key)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["idempotency-key"] = sent;
        return IdempotencyKey.Read(http.Request, out key);
    }
}
