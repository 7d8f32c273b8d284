using System.Globalization;
using System.Text;
using Tessera.Inference.Janus;
using Tessera.Inference.Families;
using Tessera.Inference.Weights;

namespace Tessera.Inference.LlamaGen;

/// <summary>
/// What a LlamaGen checkpoint does not say itself, out of <c>llamagen.json</c>: <c>{"image_size": 384, "heads": 16}</c>. The
/// published models need no such file: their names have the size, and their number of heads is known.
/// </summary>
/// <param name="ImageSize">Pixels along each side of a picture, or null.</param>
/// <param name="Heads">Query heads, or null.</param>
internal sealed record LlamaGenSettings(int? ImageSize, int? Heads)
{
    public const string FileName = "llamagen.json";

    private const int FileBytesMax = 64 * 1024;
    private const int SizeMax = 4096;

    /// <summary>Reads the file, which need not be there.</summary>
    public static Refusal? Read(string folder, out LlamaGenSettings settings)
    {
        settings = new LlamaGenSettings(null, null);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        if (JsonText.ReadFile(path, FileBytesMax, out var document) is { } refusal)
        {
            return refusal;
        }

        using (document)
        {
            var fields = new ConfigFields();
            var root = document!.RootElement;
            var (size, heads) = (fields.Whole(root, "image_size", 0, SizeMax), fields.Whole(root, "heads", 0, 1024));
            settings = new LlamaGenSettings(size == 0 ? null : size, heads == 0 ? null : heads);
            return fields.Wrong is { } wrong ? new Refusal(RefusedAt.Configuration, FileName, wrong) : null;
        }
    }

    /// <summary>The settings as a file beside the weights.</summary>
    public FileBeside ToFile() => new(FileName, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"image_size": {{ImageSize}}, "heads": {{Heads}}}""")));

    /// <summary>With the size that a published file's name has in it (<c>c2i_B_256.pt</c>), where the settings have none.</summary>
    public LlamaGenSettings Or(string fileName)
    {
        var size = fileName.Split('_', '-', '.').LastOrDefault(part => part is "256" or "384" or "448" or "512");
        return ImageSize is null && size is not null ? this with { ImageSize = int.Parse(size, CultureInfo.InvariantCulture) } : this;
    }
}
