using System.CommandLine;
using Tessera.Gateway.Installation;
using Tessera.Server.Checking;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary><c>tessera check</c>: is this installation fit? A line for each thing.</summary>
internal static class CheckCommand
{
    public static Command Make()
    {
        var data = PlaceOptions.Data();
        var urls = PlaceOptions.Urls();
        var online = new Option<bool>("--online") { Description = "Also ask each provider for its list of models, which costs nothing" };
        var command = new Command("check", "Look whether this installation is fit, and say what to do where it is not") { data, urls, online };
        command.SetAction((parsed, stop) => RunAsync(PlaceOptions.Read(parsed, data), PlaceOptions.ReadUrls(parsed, urls), parsed.GetValue(online), stop));
        return command;
    }

    private static async Task<int> RunAsync(Place place, ListenAddresses addresses, bool online, CancellationToken stop)
    {
        using var network = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        var findings = new List<Finding>();
        findings.AddRange(await DataCheck.LookAsync(place));
        findings.AddRange(FormatLibrary.All.Select(Library));
        foreach (var url in addresses.Urls)
        {
            findings.Add(await PortCheck.LookAsync(url, network, stop));
        }

        findings.AddRange(await ProviderCheck.LookAsync(InstalledSettings.Read(place.Environment), online, network, stop));
        Console.Out.Write(Write(findings));
        return findings.Exists(finding => finding.Verdict == Verdict.Fail) ? ExitCode.Failed : ExitCode.Done;
    }

    internal static string Write(IReadOnlyList<Finding> findings)
    {
        var width = findings.Max(finding => finding.About.Length);
        return string.Concat(findings.Select(finding => $"{Mark(finding.Verdict)}  {finding.About.PadRight(width)}  {finding.Sentence}\n"));
    }

    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Ok => Terminal.Green("ok  "),
        Verdict.Warn => Terminal.Yellow("warn"),
        _ => Terminal.Red("fail"),
    };

    private static Finding Library(FormatLibrary library) => library.IsInstalled
        ? Finding.Ok(library.Format.ToLowerInvariant(), $"{library.Package} is installed")
        : Finding.Warn(library.Format.ToLowerInvariant(), $"{library.Format} is refused without {library.Package}: apt-get install {library.Package}");
}
