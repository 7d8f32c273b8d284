using FsCheck;
using FsCheck.Fluent;
using Tessera.Ledger.Money;

namespace Tessera.Ledger.Tests.Money;

public sealed class UsdTests
{
    private static readonly Gen<long> AnyNanos = Gen.OneOf(
        Gen.Choose(0, int.MaxValue).Select(nanos => (long)nanos),
        ArbMap.Default.GeneratorFor<long>().Select(nanos => nanos & long.MaxValue),
        Gen.Constant(long.MaxValue));

    [Fact]
    public void For_InParts_IsAtLeastTheWholeAndLessThanOneNanoMorePerPart() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Gen.Choose(1, 1_000_000).ToArbitrary(),
        Gen.Choose(0, 100_000).ArrayOf().Where(parts => parts.Length > 0).ToArbitrary(),
        (nanos, per, parts) =>
        {
            var price = new Usd(nanos);
            var whole = price.For(parts.Sum(part => (long)part), per);
            var sum = parts.Aggregate(Usd.Zero, (total, part) => total + price.For(part, per));
            return sum >= whole && sum.Nanos < whole.Nanos + parts.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_WhatToStringWrote_GivesTheSame() => Prop.ForAll(
        AnyNanos.ToArbitrary(),
        nanos => Usd.TryParse(new Usd(nanos).ToString(), out var amount) && amount.Nanos == nanos).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.042", 42_000_000)]
    [InlineData("0.000000001", 1)]
    [InlineData("12.5000", 12_500_000_000)]
    [InlineData("9223372036.854775807", long.MaxValue)]
    public void TryParse_PlainDecimal_IsExact(string text, long nanos)
    {
        Assert.True(Usd.TryParse(text, out var amount));
        Assert.Equal(nanos, amount.Nanos);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("1\0")]
    [InlineData("$1")]
    [InlineData("١")]
    [InlineData("NaN")]
    [InlineData("0.0000000001")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("9223372036.854775808")]
    [InlineData("79228162514264337593")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(Usd.TryParse(text, out _));

    [Fact]
    public void Plus_OverTheLargestAmount_Throws() => Assert.Throws<OverflowException>(() => new Usd(long.MaxValue) + new Usd(1));

    [Fact]
    public void For_CostThatDoesNotFit_Throws() => Assert.Throws<OverflowException>(() => new Usd(long.MaxValue).For(2, 1));

    [Fact]
    public void For_LargestPriceAndQuantity_DoesNotOverflowOnTheWay() =>
        Assert.Equal(new Usd(long.MaxValue), new Usd(long.MaxValue).For(long.MaxValue, long.MaxValue));

    [Fact]
    public void For_NegativeQuantity_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Usd(1).For(-1, 1));
}
