using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Pricing;

/// <summary>
/// What a call is, in a few bytes: for each parameter that price or picture depend on, four bytes of its hash. Two marks tell in
/// which parameters two calls differ. Left out: <c>user</c>, <c>safety_identifier</c>, <c>response_format</c> and wishes about routes.
/// </summary>
internal sealed record CallMark(IReadOnlyDictionary<string, uint> Parts)
{
    /// <summary>In the order in which differences are told; a place is a bit in a quote's id, so that new ones go to the end.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "operation", "model", "prompt", "n", "size", "quality", "background", "output_format", "output_compression", "moderation", "stream",
        "partial_images", "input_fidelity", "style", "complexity", "seed", "frame_count", "frame_duration_ms", "svg", "images", "mask",
    ];

    public static CallMark Of(ImageCall call)
    {
        var can = call.Model.Capabilities;
        var parts = new Dictionary<string, uint>(StringComparer.Ordinal);
        // What is left out and what is the default anyway are the same call.
        Add("operation", call.Operation.Word());
        Add("model", call.Model.Id);
        Add("prompt", call.Prompt);
        Add("n", call.Pictures == 1 ? null : Number(call.Pictures));
        Add("size", call.Size == can.DefaultSize ? null : call.Size);
        Add("quality", call.Quality == can.DefaultQuality ? null : call.Quality);
        Add("background", call.Background == "auto" ? null : call.Background);
        Add("output_format", call.OutputFormat == can.OutputFormats[0] ? null : call.OutputFormat);
        Add("output_compression", call.OutputCompression is { } compression ? Number(compression) : null);
        Add("moderation", call.Moderation == "auto" ? null : call.Moderation);
        Add("stream", call.Stream ? "true" : null);
        Add("partial_images", call.PartialImages is > 0 and var partials ? Number(partials) : null);
        Add("input_fidelity", call.InputFidelity == "low" ? null : call.InputFidelity);
        Add("style", call.Style);
        Add("complexity", call.Complexity);
        Add("seed", call.Seed is { } seed ? Number(seed) : null);
        foreach (var (name, field) in call.Passed)
        {
            Add(name, field.Text);
        }

        AddPictures("images", call.Images);
        AddPictures("mask", call.Mask is { } mask ? [mask] : []);
        return new CallMark(parts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts[name] = BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
            }
        }

        void AddPictures(string name, IReadOnlyList<InputPicture> pictures)
        {
            if (pictures.Count > 0)
            {
                parts[name] = Hash(pictures);
            }
        }
    }

    /// <summary>The parameters in which two calls differ, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<string> Differences(CallMark other) =>
        [.. Names.Where(name => Parts.TryGetValue(name, out var mine) != other.Parts.TryGetValue(name, out var theirs) || mine != theirs)];

    /// <summary>Of uploaded pictures the bytes; of others the address, since they may not have been fetched.</summary>
    private static uint Hash(IReadOnlyList<InputPicture> pictures)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var picture in pictures)
        {
            switch (picture)
            {
                case Upload upload:
                    using (var bytes = upload.OpenRead())
                    {
                        all.AppendData(SHA256.HashData(bytes));
                    }

                    break;
                case RemotePicture remote:
                    all.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(remote.Address.AbsoluteUri)));
                    break;
            }
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(all.GetHashAndReset());
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
