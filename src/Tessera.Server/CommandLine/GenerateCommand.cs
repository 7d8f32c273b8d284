using System.CommandLine;
using Tessera.Gateway.Installation;
using Tessera.Server.Generating;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary><c>tessera generate</c>: a picture from the command line, with or without a running gateway.</summary>
internal static class GenerateCommand
{
    private const string ModelDefault = "tessera/sketch";
    internal const string UrlVariable = "TESSERA_URL";
    internal const string KeyVariable = "TESSERA_API_KEY";
    private const string TestKeyStart = "tsr_test_";

    /// <summary>The most there are.</summary>
    private const int Partials = 3;

    public static Command Make()
    {
        var prompt = new Argument<string>("prompt") { Description = "What to draw" }.RefusingOptions();
        var output = new Option<string>("--output", "-o") { Description = "File to write; '-' is stdout. Its ending chooses the format", HelpName = "FILE", Required = true };
        var model = new Option<string>("--model", "-m") { Description = "See 'tessera models'", HelpName = "MODEL", DefaultValueFactory = _ => ModelDefault };
        var size = new Option<string?>("--size") { Description = "1024x1024, 1536x1024 …", HelpName = "WxH" };
        var quality = new Option<string?>("--quality") { Description = "low, medium, high …", HelpName = "WORD" };
        var background = new Option<string?>("--background") { Description = "transparent, opaque or auto", HelpName = "WORD" };
        var format = new Option<string?>("--format") { Description = "png, jpeg or webp, whatever the file is called", HelpName = "WORD" };
        var seed = new Option<long?>("--seed") { Description = "The same seed draws the same picture, where the model has seeds", HelpName = "NUMBER" };
        var n = new Option<int>("--n") { Description = "How many pictures", HelpName = "NUMBER", DefaultValueFactory = _ => 1 };
        var image = new Option<string[]>("--image", "-i") { Description = "A picture to edit; may be given again", HelpName = "FILE" };
        var mask = new Option<string?>("--mask") { Description = "Only where this picture is transparent is anything changed", HelpName = "FILE" };
        var force = new Option<bool>("--force", "-f") { Description = "Overwrite a file that is there already" };
        var live = new Option<bool>("--live") { Description = "Call a provider and spend; without it the painter inside draws in place of any model that is not installed here" };
        var url = new Option<string?>("--url") { Description = $"A running gateway (or {UrlVariable}); without one, none is needed", HelpName = "URL" };
        var key = new Option<string?>("--key") { Description = $"Its key (or {KeyVariable})", HelpName = "KEY" };
        var data = PlaceOptions.Data();
        var command = new Command("generate", "Draw a picture") { prompt, output, model, size, quality, background, format, seed, n, image, mask, force, live, url, key, data };
        command.SetAction(async (parsed, stop) =>
        {
            var files = new OutputFiles(parsed.GetRequiredValue(output), parsed.GetValue(force));
            var asked = new GenerateOrder(parsed.GetRequiredValue(prompt), parsed.GetRequiredValue(model))
            {
                Size = parsed.GetValue(size),
                Quality = parsed.GetValue(quality),
                Background = parsed.GetValue(background),
                // png is what every model makes unasked, and what some refuse to be asked for.
                Format = (parsed.GetValue(format) ?? files.Format) is { } wanted && (wanted != "png" || parsed.GetValue(format) is not null) ? wanted : null,
                Seed = parsed.GetValue(seed),
                N = parsed.GetValue(n),
                Images = parsed.GetValue(image) ?? [],
                Mask = parsed.GetValue(mask),
            };
            files.Check(asked.N);
            var place = PlaceOptions.Read(parsed, data);
            var known = Known(asked.Model, place);
            // A model that the catalogue does not know is asked to; the gateway says what it thinks of it.
            asked = asked with { Streams = known?.Streams ?? true };
            var remote = parsed.GetValue(url) ?? Environment.GetEnvironmentVariable(UrlVariable);
            var told = files.IsStdout ? Console.Error : Console.Out;
            using var network = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
            if (string.IsNullOrEmpty(remote))
            {
                // What is installed here draws itself, since it costs nothing.
                var (spends, isLocal) = (parsed.GetValue(live), known?.IsInstalled == true);
                var order = WithPartials(asked, isFree: !spends || isLocal, ProgressLine.IsShown);
                await using var gateway = await InProcessGateway.StartAsync(place, spends || isLocal, paysForPictures: spends && !isLocal, stop);
                await Generate.RunAsync(order, files, new GatewayCall(gateway.Host.Address, gateway.Key, network), told, stop);
            }
            else
            {
                var root = Root(remote);
                var secret = Secret(parsed.GetValue(key) ?? Environment.GetEnvironmentVariable(KeyVariable));
                var order = WithPartials(asked, isFree: secret.StartsWith(TestKeyStart, StringComparison.Ordinal), ProgressLine.IsShown);
                await Generate.RunAsync(order, files, new GatewayCall(root, secret, network), told, stop);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Clients of OpenAI write the address with <c>/v1</c>; both will do.</summary>
    internal static string Root(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new StartFault($"'{url}' is not the address of a gateway. Write it as http://127.0.0.1:8080.");
        }

        var root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return root.EndsWith("/v1", StringComparison.Ordinal) ? root[..^"/v1".Length] : root;
    }

    internal static string Secret(string? key) => string.IsNullOrEmpty(key)
        ? throw new StartFault($"A running gateway asks for a key: --key tsr_test_… (or {KeyVariable}). 'tessera keys create NAME --kind test' makes one.")
        : key.AsSpan().ContainsAnyExceptInRange('!', '~') ? throw new StartFault("The key has characters that no key has. Copy it again.") : key;

    /// <summary>Nobody should pay for the movement of a bar: a call that is paid for has no partial pictures, and neither has one that nobody watches.</summary>
    internal static GenerateOrder WithPartials(GenerateOrder order, bool isFree, bool isWatched) =>
        order with { Partials = order.Streams && isFree && isWatched ? Partials : 0 };

    internal static ModelLine? Known(string model, Place place) =>
        ModelLine.Find(model, place.DataDirectory, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
}
