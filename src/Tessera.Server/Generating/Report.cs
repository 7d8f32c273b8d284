using System.Globalization;
using System.Text;

namespace Tessera.Server.Generating;

/// <summary>What is said once the pictures are there. Pure.</summary>
internal static class Report
{
    public static string Write(GatewayAnswer answer, GenerationSummary? summary, OutputFiles files, TimeSpan elapsed)
    {
        var text = new StringBuilder();
        for (var i = 0; i < answer.Pictures.Count; i++)
        {
            var name = files.IsStdout ? "stdout" : files.Name(i, answer.Pictures.Count);
            var size = i < summary?.Sizes.Count ? string.Create(CultureInfo.InvariantCulture, $"  {summary.Sizes[i].Width}x{summary.Sizes[i].Height}") : "";
            text.Append(CultureInfo.InvariantCulture, $"{name}{size}  {answer.Pictures[i].Length / 1000.0:#,0} KB\n");
        }

        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s") };
        if (summary is not null)
        {
            parts.AddRange([Drawn(summary), Cost(summary)]);
        }

        if (answer.GenerationId is { } id)
        {
            parts.Add(id);
        }

        text.Append(string.Join(", ", parts)).Append('\n');
        foreach (var line in Adjustments.Explain(answer.Adjusted))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Drawn(GenerationSummary summary) =>
        summary.IsSimulated ? $"drawn by the painter inside in place of {summary.Model}" :
        summary.Provider == "tessera" ? $"drawn by {summary.Model}, the painter inside" :
        summary.Provider == "engine" ? $"drawn by {summary.Model} on this machine" :
        $"{summary.Model} through {summary.Provider}";

    private static string Cost(GenerationSummary summary) => summary.Cost switch
    {
        null => "cost unknown",
        { Nanos: 0 } => "free",
        { } cost => summary.IsSimulated ? $"free (simulated cost {cost} USD)" : $"{cost} USD",
    };
}
