using System.CommandLine;
using System.Globalization;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary><c>tessera serve</c>, and <c>tessera</c> alone.</summary>
internal static class ServeCommand
{
    private const int GraceSecondsDefault = 30;
    private const int GraceSecondsMax = 3_600;
    private const int ThreadsMax = 1_024;

    public static Command Make()
    {
        var command = new Command("serve", "Start the gateway (the default command)");
        AddTo(command);
        return command;
    }

    /// <summary>Gives a command the options of <c>serve</c> and lets it serve.</summary>
    public static void AddTo(Command command)
    {
        var urls = PlaceOptions.Urls();
        var data = PlaceOptions.Data();
        var grace = new Option<int>("--grace") { Description = $"Seconds that running calls have to end at a stop", HelpName = "SECONDS", DefaultValueFactory = _ => GraceSecondsDefault };
        grace.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var seconds) && seconds is < 0 or > GraceSecondsMax)
            {
                result.AddError($"--grace takes 0 to {GraceSecondsMax} seconds.");
            }
        });
        var threads = new Option<int?>("--threads") { Description = "Threads that draw with the models of this machine [as the settings say, or one for each processor]", HelpName = "NUMBER" };
        threads.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && number is < 1 or > ThreadsMax)
            {
                result.AddError($"--threads takes 1 to {ThreadsMax}.");
            }
        });
        command.Options.Add(urls);
        command.Options.Add(data);
        command.Options.Add(grace);
        command.Options.Add(threads);
        command.SetAction((parsed, stop) => Serve.RunAsync(
            new HostPlan(PlaceOptions.Read(parsed, data), PlaceOptions.ReadUrls(parsed, urls), TimeSpan.FromSeconds(parsed.GetValue(grace)), HasPages: true) { EngineThreads = parsed.GetValue(threads) },
            Console.Out,
            Terminal.Bold,
            stop));
    }
}
