using System.Globalization;
using Tessera.Gateway.Status;

namespace Tessera.Dashboard.Playground;

/// <summary>The models as the prompt box offers them.</summary>
internal static class ModelChoices
{
    /// <summary>The model most code was written for; that its creator has switched it off is why Tessera shows it.</summary>
    public const string Default = "openai/gpt-image-1";

    /// <summary>OpenAI's first, then the painter itself, then those of this machine, then the others in the order of the catalogue.</summary>
    public static IEnumerable<IGrouping<string, ModelStatus>> ByCreator(IReadOnlyList<ModelStatus> models) => models
        .GroupBy(model => model.CreatorName, StringComparer.Ordinal)
        .OrderBy(creator => creator.First().Id.Split('/')[0] switch { "openai" => 0, "tessera" => 1, _ => creator.Any(model => model.IsInstalled) ? 2 : 3 });

    /// <summary>What is worth knowing before one builds on a model; empty where there is nothing.</summary>
    public static string Note(ModelStatus model, IReadOnlyList<ModelStatus> models, DateOnly today)
    {
        if (model.IsInstalled)
        {
            return "Installed on this machine: it draws itself, and nothing is charged.";
        }

        if (model.ShutsDown is not { } end)
        {
            return "";
        }

        var day = end.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var ends = today >= end
            ? $"{model.CreatorName} switched it off on {day}; test keys go on."
            : $"{model.CreatorName} switches it off on {day}.";
        return model.Successor is { } successor ? $"{ends} Its successor is {models.FirstOrDefault(other => other.Id == successor)?.Name ?? successor}." : ends;
    }
}
