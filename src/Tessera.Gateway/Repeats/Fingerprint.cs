using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Repeats;

/// <summary>
/// What makes two calls the same call: SHA-256 over the operation, the model as resolved, every parameter that was given, and
/// the bytes of the input pictures. A JSON body and a form that say the same are equal; the order of keys, white space and the
/// client's headers do not matter.
/// </summary>
internal sealed class Fingerprint
{
    /// <summary>Bytes of a parameter's digest: enough to say which parameter differs, and no copy of a prompt.</summary>
    private const int DigestBytes = 8;

    private readonly List<(string Name, int Start, int Length)> _parts;
    private readonly ReadOnlyMemory<byte> _written;

    private Fingerprint(ReadOnlyMemory<byte> written, List<(string Name, int Start, int Length)> parts)
    {
        (_written, _parts) = (written, parts);
        Hash = Convert.ToHexStringLower(SHA256.HashData(written.Span));
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>A short digest of each parameter by its name, for saying later which one differs.</summary>
    public IReadOnlyDictionary<string, string> Digests => _parts.ToDictionary(
        part => part.Name,
        part => Convert.ToHexStringLower(SHA256.HashData(_written.Span.Slice(part.Start, part.Length)).AsSpan(0, DigestBytes)),
        StringComparer.Ordinal);

    public static async ValueTask<Fingerprint> OfAsync(ImageCall call, CancellationToken cancellation)
    {
        var images = new byte[call.Images.Count][];
        for (var i = 0; i < images.Length; i++)
        {
            images[i] = await PictureDigest.OfAsync(call.Images[i], cancellation);
        }

        return Of(call, images, call.Mask is { } mask ? await PictureDigest.OfAsync(mask, cancellation) : null);
    }

    /// <summary>Pure: <paramref name="images"/> and <paramref name="mask"/> are the digests of the call's pictures.</summary>
    public static Fingerprint Of(ImageCall call, IReadOnlyList<byte[]> images, byte[]? mask)
    {
        var parts = new Parts();
        parts.Add("operation", call.Operation.Word());
        parts.Add("model", call.Model.Id);
        parts.Add("prompt", call.Prompt);
        parts.Add("n", call.Pictures);
        parts.Add("size", call.Size);
        parts.Add("quality", call.Quality);
        parts.Add("background", call.Background);
        parts.Add("output_format", call.OutputFormat);
        parts.Add("output_compression", call.OutputCompression);
        parts.Add("moderation", call.Moderation);
        parts.Add("stream", call.Stream ? 1 : null);
        parts.Add("partial_images", call.PartialImages is > 0 and var partials ? partials : null);
        parts.Add("input_fidelity", call.InputFidelity);
        parts.Add("style", call.Style);
        parts.Add("complexity", call.Complexity);
        parts.Add("seed", call.Seed);
        parts.Add("user", call.User);
        parts.Add("safety_identifier", call.SafetyIdentifier);
        parts.Add("response_format", call.Delivery == Delivery.Url ? "url" : null);
        parts.Add("providerOptions.gateway.order", call.Preference.Order);
        parts.Add("providerOptions.gateway.only", call.Preference.Only);
        foreach (var (name, field) in call.Passed.Where(passed => passed.Value.Kind != FieldKind.Null).OrderBy(passed => passed.Key, StringComparer.Ordinal))
        {
            parts.Add(name, field);
        }

        for (var i = 0; i < images.Count; i++)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"image[{i}]"), images[i]);
        }

        parts.Add("mask", mask);
        return new(parts.Written, parts.Ends);
    }

    /// <summary>Each part is its name's length, its name, its value's length and its value, so that no two lists of parts read alike.</summary>
    private sealed class Parts
    {
        private readonly ArrayBufferWriter<byte> _buffer = new(512);

        public List<(string Name, int Start, int Length)> Ends { get; } = new(12);

        public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

        public void Add(string name, string? value)
        {
            if (value is not null)
            {
                Begin(name, Encoding.UTF8.GetByteCount(value));
                Encoding.UTF8.GetBytes(value, _buffer);
            }
        }

        public void Add(string name, long? value)
        {
            if (value is { } number)
            {
                Add(name, number.ToString(CultureInfo.InvariantCulture));
            }
        }

        public void Add(string name, byte[]? value)
        {
            if (value is not null)
            {
                Begin(name, value.Length);
                _buffer.Write(value);
            }
        }

        public void Add(string name, IReadOnlyList<string>? values)
        {
            if (values is { Count: > 0 })
            {
                Add(name, string.Join('\n', values));
            }
        }

        public void Add(string name, Field field)
        {
            var value = new ArrayBufferWriter<byte>(32);
            CanonicalJson.Write(value, field);
            Begin(name, value.WrittenCount);
            _buffer.Write(value.WrittenSpan);
        }

        private void Begin(string name, int length)
        {
            Number(Encoding.UTF8.GetByteCount(name));
            Encoding.UTF8.GetBytes(name, _buffer);
            Number(length);
            Ends.Add((name, _buffer.WrittenCount, length));
        }

        private void Number(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(sizeof(int)), value);
            _buffer.Advance(sizeof(int));
        }
    }
}
