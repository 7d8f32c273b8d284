using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Npm;

/// <summary>Runs a script of this folder on the Node.js that the folder's own lock file brings, against a running gateway.</summary>
internal static class NodeScript
{
    /// <summary>A script makes a dozen calls, some of them with pictures of a megapixel.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static readonly string Folder = FindFolder();

    /// <summary>What the script printed.</summary>
    public static Task<JsonNode> RunAsync(RunningGateway gateway, params string[] script) => RunWithAsync(gateway, gateway.TestKey, script);

    public static async Task<JsonNode> RunWithAsync(RunningGateway gateway, string key, params string[] script)
    {
        var node = Path.Combine(Folder, "node_modules", ".bin", "node");
        Assert.True(File.Exists(node), "The npm clients are not installed: run ./test.sh, or npm ci in tests/Tessera.EndToEnd.Tests/Npm.");
        using var process = Process.Start(new ProcessStartInfo(node, script)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TESSERA_ORIGIN"] = gateway.Address.GetLeftPart(UriPartial.Authority), ["TESSERA_KEY"] = key, ["TESSERA_DAY"] = gateway.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        })!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var said = process.StandardOutput.ReadToEndAsync(limit.Token);
            var complained = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, $"{string.Join(' ', script)} ended with {process.ExitCode}: {await complained}");
            return JsonNode.Parse(await said)!;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string FindFolder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Tessera.slnx")))
        {
            at = at.Parent ?? throw new InvalidOperationException("The tests do not run in a checkout of the project.");
        }

        return Path.Combine(at.FullName, "tests", "Tessera.EndToEnd.Tests", "Npm");
    }
}
