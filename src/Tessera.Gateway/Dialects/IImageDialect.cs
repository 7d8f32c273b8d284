using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Dialects;

/// <summary>
/// A wire format that clients speak. It reads a request into the common form and opens a reply; the pipeline knows nothing
/// else of it. Adding one is a folder and the lines that map its addresses.
/// </summary>
internal interface IImageDialect
{
    /// <summary>The name in the books.</summary>
    string Name { get; }

    /// <summary>Reads the body, pictures and all, without judging the parameters.</summary>
    Task<Result<ImageRequest, CallerError>> ReadAsync(HttpRequest http, CancellationToken cancellation);

    /// <summary>
    /// The reply for a request; <paramref name="request"/> is null where none could be read, and only an error will be written.
    /// </summary>
    IImageReply Open(HttpContext http, ImageRequest? request);
}
