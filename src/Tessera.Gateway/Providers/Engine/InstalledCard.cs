using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>From a model on this machine to its card in the catalogue. Pure.</summary>
internal static class InstalledCard
{
    /// <summary>The source of the price, which is nothing.</summary>
    private const string Source = "this-machine";

    // As GPT Image 1 has them, so that code which was written for it goes on.
    private const int PromptCharsMax = 32_000;
    private const int PicturesMax = 10;
    private const int PartialsMax = 3;
    private const long ImageBytesMax = 50 << 20;
    private const long MaskBytesMax = 4 << 20;

    // As the painter inside has them: what memory and time allow, since the model's picture is scaled to any size.
    private const int EdgeMin = 16;
    private const int EdgeMax = 3840;
    private const int RatioMax = 3;
    private const long PixelsMax = 8_294_400;

    private static readonly string[] UsualSizes = ["1024x1024", "1536x1024", "1024x1536"];

    /// <param name="model">What is installed.</param>
    /// <param name="known">What the catalogue says of the same id; null where it has none.</param>
    /// <param name="since">The day on which it was installed.</param>
    public static ModelCard Of(InstalledModel model, ModelCard? known, DateOnly since)
    {
        var id = model.Card.Id;
        var prices = new PriceList([new PriceLine(PriceUnit.Image, Usd.Zero, 1, Source, since)]);
        var can = Can(model);
        return new ModelCard
        {
            Id = id,
            Name = model.Card.Name,
            Creator = id[..id.IndexOf('/', StringComparison.Ordinal)],
            CreatorName = known?.CreatorName ?? model.Card.Creator,
            Aliases = known?.Aliases ?? [],
            Released = known?.Released,
            Type = "image",
            InputModalities = can.InputImagesMax > 0 ? ["text", "image"] : ["text"],
            Capabilities = can,
            Tokens = Tokens(model, can),
            Routes = [new RouteCard(EngineProvider.ProviderName, id, prices, null)],
            ListPrices = prices,
            Installed = model,
        };
    }

    private static Capabilities Can(InstalledModel model)
    {
        var own = new ImageSize(model.Card.Grid.Width, model.Card.Grid.Height);
        return new Capabilities
        {
            Profile = "engine",
            Operations = model.Card.CanEdit ? Operations.Generate | Operations.Edit | Operations.Vary : Operations.Generate,
            Sizes = new SizeRule
            {
                TakesAuto = true,
                EdgeMin = Math.Min(EdgeMin, own.ShortEdge),
                EdgeMax = EdgeMax,
                RatioMax = RatioMax,
                PixelsMax = PixelsMax,
                Advertised = [own.ToString(), .. UsualSizes.Where(size => size != own.ToString())],
            },
            DefaultSize = SizeRule.Auto,
            Qualities = ["low", "medium", "high", SizeRule.Auto],
            LegacyQualities = new Dictionary<string, string>(StringComparer.Ordinal) { ["standard"] = "medium", ["hd"] = "high", ["xhigh"] = "high", ["max"] = "high" },
            DefaultQuality = SizeRule.Auto,
            Auto = new AutoChoice(own, "medium", "the size that the model draws in, and one picture drawn for each that is asked for"),
            InputFidelity = model.Card.CanEdit ? ["low", "high"] : null,
            OutputFormats = ["png", "webp", "jpeg"],
            Moderation = ["auto", "low"],
            Stream = true,
            Seed = true,
            PromptCharsMax = PromptCharsMax,
            NMax = PicturesMax,
            PartialImagesMax = PartialsMax,
            InputImagesMax = model.Card.CanEdit ? 1 : 0,
            ImageBytesMax = model.Card.CanEdit ? ImageBytesMax : 0,
            MaskBytesMax = model.Card.CanEdit ? MaskBytesMax : 0,
        };
    }

    /// <summary>A picture has as many tokens as the model's grid, whatever its size and quality.</summary>
    private static TokenRule Tokens(InstalledModel model, Capabilities can) => new()
    {
        Output = OutputFormula.Fixed,
        Steps = can.Qualities.ToDictionary(quality => quality, _ => model.Card.Grid.Tokens, StringComparer.Ordinal),
        OutputExactness = Exactness.Exact,
        Input = InputFormula.None,
        InputExactness = Exactness.Exact,
        Text = TextFormula.Bounded,
    };
}
