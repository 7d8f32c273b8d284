using System.Net.Http.Headers;
using System.Text;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>A multipart form, written letter by letter, so that a test decides about quotes and types.</summary>
internal sealed class Form
{
    private const string Boundary = "----tessera+tests=1_2";
    private readonly MemoryStream body = new();

    public static Form Of(params (string Name, string Value)[] fields)
    {
        var form = new Form();
        foreach (var (name, value) in fields)
        {
            form.Part($"Content-Disposition: form-data; name=\"{name}\"", Encoding.UTF8.GetBytes(value));
        }

        return form;
    }

    public Form File(string name, byte[] bytes, string? type = "image/png", string fileName = "picture.png") =>
        Part($"Content-Disposition: form-data; name=\"{name}\"; filename=\"{fileName}\"" + (type is null ? "" : $"\r\nContent-Type: {type}"), bytes);

    /// <param name="head">The header lines of the part.</param>
    public Form Part(string head, byte[] bytes)
    {
        body.Write(Encoding.UTF8.GetBytes($"--{Boundary}\r\n{head}\r\n\r\n"));
        body.Write(bytes);
        body.Write("\r\n"u8);
        return this;
    }

    public ByteArrayContent Content() => Content([.. body.ToArray(), .. Encoding.ASCII.GetBytes($"--{Boundary}--\r\n")]);

    /// <summary>The form without its end, as after a connection that broke.</summary>
    public ByteArrayContent Torn() => Content(body.ToArray()[..^20]);

    private static ByteArrayContent Content(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary=\"{Boundary}\"");
        return content;
    }
}
