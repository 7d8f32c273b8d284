using System.CommandLine;
using System.Text.Json;
using Tessera.Server.Generating;
using Tessera.Server.Quoting;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary><c>tessera quote</c>: what a picture would cost, with or without a running gateway. Nobody is asked and nothing is paid.</summary>
internal static class QuoteCommand
{
    public static Command Make()
    {
        var prompt = new Argument<string>("prompt") { Description = "What would be drawn" }.RefusingOptions();
        var model = new Option<string>("--model", "-m") { Description = "See 'tessera models'", HelpName = "MODEL", Required = true };
        var size = new Option<string?>("--size") { Description = "1024x1024, 1536x1024 …; without it the price is a range", HelpName = "WxH" };
        var quality = new Option<string?>("--quality") { Description = "low, medium, high …; without it the price is a range", HelpName = "WORD" };
        var n = new Option<int>("--n", "-n") { Description = "How many pictures", HelpName = "NUMBER", DefaultValueFactory = _ => 1 };
        var image = new Option<string[]>("--image", "-i") { Description = "A picture to edit; may be given again", HelpName = "FILE" };
        var mask = new Option<string?>("--mask") { Description = "Only where this picture is transparent is anything changed", HelpName = "FILE" };
        var live = new Option<bool>("--live") { Description = "With the providers that are switched on here, in the order in which they are tried" };
        var url = new Option<string?>("--url") { Description = $"A running gateway (or {GenerateCommand.UrlVariable}); without one, none is needed", HelpName = "URL" };
        var key = new Option<string?>("--key") { Description = $"Its key (or {GenerateCommand.KeyVariable})", HelpName = "KEY" };
        var data = PlaceOptions.Data();
        var json = JsonOutput.Option();
        var command = new Command("quote", "Say what a picture would cost") { prompt, model, size, quality, n, image, mask, live, url, key, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            var order = new GenerateOrder(parsed.GetRequiredValue(prompt), parsed.GetRequiredValue(model))
            {
                Size = parsed.GetValue(size),
                Quality = parsed.GetValue(quality),
                N = parsed.GetValue(n),
                Images = parsed.GetValue(image) ?? [],
                Mask = parsed.GetValue(mask),
                IsQuoted = true,
            };
            using var network = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
            var remote = parsed.GetValue(url) ?? Environment.GetEnvironmentVariable(GenerateCommand.UrlVariable);
            ReadOnlyMemory<byte> quote;
            if (string.IsNullOrEmpty(remote))
            {
                var place = PlaceOptions.Read(parsed, data);
                var isLive = parsed.GetValue(live) || GenerateCommand.Known(order.Model, place)?.IsInstalled == true;
                await using var gateway = await InProcessGateway.StartAsync(place, isLive, paysForPictures: false, stop);
                quote = await new GatewayCall(gateway.Host.Address, gateway.Key, network).QuoteAsync(order, stop);
            }
            else
            {
                var secret = GenerateCommand.Secret(parsed.GetValue(key) ?? Environment.GetEnvironmentVariable(GenerateCommand.KeyVariable));
                quote = await new GatewayCall(GenerateCommand.Root(remote), secret, network).QuoteAsync(order, stop);
            }

            Print(quote, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(ReadOnlyMemory<byte> quote, bool asJson)
    {
        using var document = JsonDocument.Parse(quote);
        Console.Out.Write(asJson
            ? JsonOutput.Render(json => document.RootElement.WriteTo(json))
            : QuoteReport.Write(document.RootElement, Terminal.Dim, Terminal.Width));
    }
}
