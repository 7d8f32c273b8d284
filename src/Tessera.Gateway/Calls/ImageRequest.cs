using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Calls;

/// <summary>How a dialect's clients expect a parameter that a model does not take: as an error, or left out with a warning.</summary>
internal enum Strictness
{
    Refuse,
    Warn,
}

/// <summary>
/// A call as a client sent it, in the words of OpenAI's images API, whatever dialect it came in, and not yet judged.
/// Owns its body and its pictures: dispose it when the call has ended.
/// </summary>
internal sealed class ImageRequest : IDisposable
{
    public required Operation Operation { get; init; }

    public Strictness Strictness { get; init; }

    /// <summary>The parameters in the order sent; the first unknown one is named in the error.</summary>
    public required IReadOnlyList<KeyValuePair<string, Field>> Fields { get; init; }

    /// <summary>What it was read from: it has pictures that no parameter took, and goes when they do.</summary>
    public IDisposable? Body { get; init; }

    public IReadOnlyList<InputPicture> Images { get; init; } = [];

    /// <summary>What pictures are called in this request, for error messages: <c>image</c> in a form, <c>images</c> in JSON.</summary>
    public string PicturesField { get; init; } = "image";

    public InputPicture? Mask { get; init; }

    /// <summary>An error in how the pictures were sent; it waits its turn, since model and prompt are judged first.</summary>
    public CallerError? PictureError { get; init; }

    /// <summary>What the dialect's reader already changed.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    public RoutePreference Preference { get; init; } = RoutePreference.None;

    /// <summary><c>providerOptions.gateway.user</c>: whom reports count the call for.</summary>
    public Field? ReportedUser { get; init; }

    /// <summary><c>providerOptions.gateway.tags</c>.</summary>
    public Field? ReportedTags { get; init; }

    public Field? this[string name]
    {
        get
        {
            foreach (var (key, value) in Fields)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>The same request with other parameters; it owns the same body and pictures.</summary>
    public ImageRequest With(IReadOnlyList<KeyValuePair<string, Field>> fields) => new()
    {
        Operation = Operation,
        Strictness = Strictness,
        Fields = fields,
        Body = Body,
        Images = Images,
        PicturesField = PicturesField,
        Mask = Mask,
        PictureError = PictureError,
        Adjustments = Adjustments,
        Preference = Preference,
    };

    public void Dispose()
    {
        foreach (var image in Images)
        {
            image.Dispose();
        }

        Mask?.Dispose();
        Body?.Dispose();
    }
}
