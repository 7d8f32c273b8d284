using System.Globalization;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Weights;

namespace Tessera.Inference.LlamaGen;

/// <summary>A prompt that is one of the model's classes: the class's row against that of no class, one position each.</summary>
/// <param name="classes">(classes + 1, hidden); the last row stands for no class.</param>
internal sealed class ClassPrompt(Matrix classes) : IPromptSource
{
    private const string Table = LlamaGenFolder.Gpt + "cls_embedding.embedding_table.weight";

    private readonly int _count = classes.Rows - 1;

    public static ClassPrompt Read(WeightReader reader, int hidden)
    {
        var rows = reader.Rows(Table);
        return new ClassPrompt(reader.Table(Table, rows, hidden));
    }

    public SamplingDefaults Sampling { get; } = new(Guidance: 4, Temperature: 1, TopK: 2000);

    public IEnumerable<Prepared?> Prepare(string text, bool mayBeEmpty, float guidance)
    {
        yield return mayBeEmpty && string.IsNullOrWhiteSpace(text)
            ? new Prepared(new DrawPrompt([new(1, Row(_count))]), null)
            : ClassOf(text) is { } number
                ? new Prepared(new DrawPrompt([new(guidance, Row(number)), new(1 - guidance, Row(_count))]), null)
                : new Prepared(null, new Refusal(RefusedAt.Prompt, "prompt",
                    $"This model draws one of {_count} classes; give its number, as in \"class {Math.Min(207, _count - 1)}\"{(HasNames ? ", or its ImageNet name, as in \"golden retriever\"" : "")}."));
    }

    // Every published model has ImageNet's classes.
    private bool HasNames => _count == ClassNames.Count;

    private int? ClassOf(string text)
    {
        var words = text.Trim();
        words = words.StartsWith("class ", StringComparison.OrdinalIgnoreCase) ? words[6..] : words;
        return int.TryParse(words, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var number)
            ? number >= 0 && number < _count ? number : null
            : HasNames ? ClassNames.NumberOf(words) : null;
    }

    private float[] Row(int row)
    {
        var numbers = new float[classes.Columns];
        classes.Read(row, numbers);
        return numbers;
    }
}
