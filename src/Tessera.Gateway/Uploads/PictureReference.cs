using System.Text.Json;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Uploads;

/// <summary>A string of a JSON request that names a picture: bytes that were taken out on the way in, or an address to fetch.</summary>
internal static class PictureReference
{
    public static CallerError? Read(JsonBody body, JsonElement text, string name, out InputPicture? picture)
    {
        picture = body.Picture(text, name);
        if (picture is not null)
        {
            return null;
        }

        if (body.TooManyPictures)
        {
            return CallerError.Invalid("array_above_max_length", name, "Too many pictures in one call: 16 and a mask are the most.");
        }

        if (text.ValueKind != JsonValueKind.String)
        {
            return CallerError.Invalid("invalid_type", name, $"Invalid type for '{name}': expected an address, got {Field.Of(text).KindWord}.");
        }

        if (!Uri.TryCreate(JsonBody.Own(text), UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            return CallerError.Invalid("invalid_image_url", name, $"'{name}' is neither an https address nor a data URL with base64.");
        }

        picture = new RemotePicture(address) { Name = name };
        return null;
    }
}
