using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Tests.Routing;
using Tessera.Gateway.Uploads;
using Tessera.Inference.Rasters;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Pricing;

/// <summary>What a test key is charged, computed as the painter computes it, without painting.</summary>
internal static class Sandbox
{
    public static PlannedRoute Route(ImageCall call) => PlannerTests.Plan(call, KeyKind.Test, "").Routes[0];

    public static Usage Used(ImageCall call)
    {
        var order = SketchOrder.Of(call);
        var inputs = call.Images.OfType<Upload>().Select(upload => upload.Info!.Value).Select(info => new Raster(info.Width, info.Height)).ToList();
        return TokenFormula.Estimate(call.Model, order.ForTokens(call, new DecodedPictures(inputs, null, null))).Usage;
    }

    public static Usd? Charge(ImageCall call)
    {
        var order = SketchOrder.Of(call);
        return call.Model.ListPrices.Cost(Used(call), order.Size.ToString(), order.Quality);
    }
}
