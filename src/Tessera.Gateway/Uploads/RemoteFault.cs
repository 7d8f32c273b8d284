using System.Globalization;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Uploads;

/// <summary>
/// What a caller is told of a picture that could not be fetched, with OpenAI's codes. A host that does not exist and one that
/// leads inside get the same words: nobody learns from us which names a private network has.
/// </summary>
internal static class RemoteFault
{
    public static CallerError BadAddress(string name, string why) =>
        CallerError.Invalid("invalid_image_url", name, $"The address of '{name}' {why}");

    public static CallerError NotPublic(string name) =>
        BadAddress(name, "does not lead to a server on the public internet, and no other is asked. Send the picture itself instead.");

    public static CallerError TooManyRedirects(string name, int max) => Failed(name, string.Create(
        CultureInfo.InvariantCulture, $"was redirected more than {max} times. Give the address at which it ends."));

    public static CallerError BadRedirect(string name) => Failed(name, "was redirected to no readable address. Give the address at which it ends.");

    public static CallerError Status(string name, int status) => Failed(name, string.Create(
        CultureInfo.InvariantCulture, $"could not be downloaded: its server answered with status {status}. Give an address that works without a login, or send the picture itself."));

    public static CallerError Broken(string name) =>
        Failed(name, "could not be downloaded: its server could not be reached over https, or broke off. Try again, or send the picture itself.");

    public static CallerError TooSlow(string name, TimeSpan max) => Failed(name, string.Create(
        CultureInfo.InvariantCulture, $"could not be downloaded within {max.TotalSeconds:0} seconds. Try again, or send the picture itself."));

    public static CallerError TooLarge(string name, long bytesMax) => CallerError.Invalid("image_file_too_large", name, string.Create(
        CultureInfo.InvariantCulture, $"'{name}' is larger than {bytesMax / 1_000_000} MB. Give the address of a smaller picture."));

    private static CallerError Failed(string name, string why) => CallerError.Invalid("failed_to_download_image", name, $"'{name}' {why}");
}
