using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Pricing;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Uploads;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Pricing;

/// <summary>Every model × size × quality × n × partial pictures × input pictures × fidelity: the quote and the sandbox's charge.</summary>
public sealed class PriceMatrixTests
{
    private static readonly Upload[] Pictures = [Ask.Png(1024, 1024), Ask.Png(640, 480), Ask.Png(300, 900)];

    public static TheoryData<string> ModelIds => [.. Ask.Catalogue.All.Select(card => card.Id)];

    [Theory]
    [MemberData(nameof(ModelIds))]
    public void Quote_OfEveryCall_HoldsTheChargeOfTheSandbox(string model)
    {
        var seen = 0;
        foreach (var call in Calls(Ask.Catalogue.Find(model)!))
        {
            var route = Sandbox.Route(call);
            var price = CallPrice.Of(route);
            var charge = Sandbox.Charge(call);
            var worst = WorstCase.Of(route);
            var used = Sandbox.Used(call);
            seen++;
            if (price.Likely is null)
            {
                Assert.NotEmpty(price.Reasons);
                continue;
            }

            Assert.True(charge == price.Likely, $"{Written(call)}: {charge} is charged and {price.Likely} was likely");
            Assert.True(price.Min <= charge && (worst.Money is null || charge <= worst.Money), $"{Written(call)}: {charge} is not within [{price.Min}, {price.Max}]");
            Assert.True(used.Images <= worst.Images && used.TotalTokens <= worst.Tokens && used.Pixels <= worst.Pixels, Written(call));
            Assert.True(price.IsExact || price.Reasons.Count > 0, $"{Written(call)} is not exact for no reason");
            Assert.True(!price.IsExact || charge == price.Max, Written(call));
        }

        Assert.True(seen > 0, "nothing was tried");
    }

    internal static IEnumerable<ImageCall> Calls(ModelCard card)
    {
        var can = card.Capabilities;
        var plain = new ImageCall { Operation = Operation.Generate, Model = card, AskedModel = card.Id, Prompt = "a red balloon" };
        foreach (var size in can.Sizes.Advertised.Append(can.Sizes.TakesAuto ? "auto" : null).Append(null).Distinct())
        {
            foreach (var quality in can.Qualities.Append(null))
            {
                foreach (var n in new[] { 1, can.NMax })
                {
                    foreach (var shaped in Shapes(plain with { Size = size, Quality = quality, N = n }))
                    {
                        yield return shaped;
                    }
                }
            }
        }
    }

    private static IEnumerable<ImageCall> Shapes(ImageCall call)
    {
        var can = call.Model.Capabilities;
        if (can.Operations.HasFlag(Operations.Generate))
        {
            yield return call;
            foreach (var partials in Enumerable.Range(1, can.Stream ? can.PartialImagesMax : 0))
            {
                yield return call with { Stream = true, PartialImages = partials };
            }
        }

        for (var inputs = 1; inputs <= Math.Min(3, can.InputImagesMax); inputs++)
        {
            foreach (var fidelity in (can.InputFidelity ?? []).Append(null))
            {
                yield return call with { Operation = Operation.Edit, Images = Pictures[..inputs], InputFidelity = fidelity };
            }
        }
    }

    private static string Written(ImageCall call) =>
        $"{call.Model.Id} {call.Size} {call.Quality} n={call.N} partials={call.PartialImages} inputs={call.Images.Count} {call.InputFidelity}";
}
