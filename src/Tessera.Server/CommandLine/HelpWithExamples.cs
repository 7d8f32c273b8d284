using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tessera.Server.CommandLine;

/// <summary>The library's help, and below it a few lines that can be pasted.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const int WidthMax = 110;

    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["tessera"] =
        [
            "tessera",
            "tessera generate \"a red balloon on a wooden table\" -o balloon.png",
            "tessera models gpt-image",
            "tessera check --online",
        ],
        ["serve"] =
        [
            "tessera serve --urls http://0.0.0.0:8080 --data /var/lib/tessera",
            "OPENAI_API_KEY=sk-… tessera serve",
        ],
        ["quote"] =
        [
            "tessera quote \"a red balloon\" --model gpt-image-2 --size 1024x1024 --quality low -n 2",
            "tessera quote \"make it blue\" --model gpt-image-1 --image balloon.png --live",
            "tessera quote \"a red balloon\" --model gpt-image-2 --json | jq -r .price.max_usd",
        ],
        ["keys"] =
        [
            "tessera keys create website --kind live",
            "tessera keys create shop --kind live --team shops --budget 5/day --budget 100/month --limit images_per_minute=10",
            "tessera keys revoke key_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        ],
        ["create"] = ["tessera keys create shop --kind live --team shops --budget 5/day --budget 100/month --limit images_per_minute=10 --model gpt-image-1-mini"],
        ["models"] = ["tessera models gpt-image", "tessera models --json | jq '.[].id'"],
        ["model"] = ["tessera model add ./Janus-Pro-1B", "tessera model list", "tessera model remove deepseek/janus-pro-1b", "tessera generate \"a red balloon\" --model deepseek/janus-pro-1b -o balloon.png"],
        ["add"] = ["tessera model add ./Janus-Pro-1B", "tessera model add ./Janus-Pro-7B --precision int4 --name deepseek/janus-pro-7b-int4"],
        ["remove"] = ["tessera model remove deepseek/janus-pro-1b --yes"],
        ["migrate"] =
        [
            "TESSERA_DATABASE=postgres://tessera:…@db/tessera tessera migrate --from sqlite --to postgres --live",
            "tessera migrate --from postgres://tessera:…@db/tessera --to sqlite:/var/lib/tessera",
        ],
        ["check"] = ["tessera check", "tessera check --online"],
        ["generate"] =
        [
            "tessera generate \"a red balloon on a wooden table\" -o balloon.png",
            "tessera generate \"make it blue\" --image balloon.png -o blue.webp",
            "tessera generate \"an owl, line art\" -o owl.png --model gpt-image-1 --quality high",
            "tessera generate \"a lighthouse\" -o - --url http://gateway:8080 --key tsr_live_… | display",
        ],
    };

    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Show this";
        option.Action = new HelpWithExamples(new HelpAction { MaxWidth = Math.Clamp(Console.IsOutputRedirected ? WidthMax : Console.WindowWidth, 60, WidthMax) });
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exit = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        if (Examples.TryGetValue(command is RootCommand ? "tessera" : command.Name, out var lines))
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"Examples:\n{string.Join('\n', lines.Select(line => $"  {line}"))}\n");
        }

        return exit;
    }
}
