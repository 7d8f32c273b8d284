namespace Tessera.Gateway.Catalogue;

/// <summary>From a written token rule to a checked one.</summary>
internal static class TokenRuleReader
{
    public static TokenRule Read(Place place, TokenRuleData data)
    {
        place.Unknown(data);
        if (data.Steps.Count == 0)
        {
            place.At("steps").Wrong("missing");
        }

        foreach (var (quality, step) in data.Steps)
        {
            WrittenValues.AtLeast(place.At($"steps.{quality}"), step, 1);
        }

        foreach (var (quality, percent) in data.OutputMostPercent)
        {
            var at = place.At($"output_most_percent.{quality}");
            at.OneOf(quality, data.Steps.Keys);
            WrittenValues.AtLeast(at, percent, 100);
        }

        return new TokenRule
        {
            Output = place.At("output").OneOf(data.Output, ["grid", "area"]) == "grid" ? OutputFormula.Grid : OutputFormula.Area,
            Steps = data.Steps,
            OutputExactness = Exact(place.At("output_exactness"), data.OutputExactness),
            OutputMostPercent = data.OutputMostPercent,
            Input = place.At("input").OneOf(data.Input, ["tiles", "patches"]) == "tiles" ? InputFormula.Tiles : InputFormula.Patches,
            InputExactness = Exact(place.At("input_exactness"), data.InputExactness),
            Text = place.At("text").OneOf(data.Text, ["o200k", "bounded"]) == "o200k" ? TextFormula.O200k : TextFormula.Bounded,
            TextOutMost = WrittenValues.AtLeast(place.At("text_out_most"), data.TextOutMost, 0),
        };
    }

    private static Exactness Exact(Place place, string? word) =>
        place.OneOf(word, ["exact", "estimate"]) == "exact" ? Exactness.Exact : Exactness.Estimate;
}
