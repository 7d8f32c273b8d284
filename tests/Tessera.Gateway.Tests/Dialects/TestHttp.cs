using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Tests.Dialects;

/// <summary>One exchange without a server.</summary>
internal sealed class TestHttp
{
    private readonly MemoryStream _response = new();

    public TestHttp(string body = "", string contentType = "application/json", string path = "/v1/images/generations")
        : this(Encoding.UTF8.GetBytes(body), contentType, path)
    {
    }

    public TestHttp(byte[] body, string contentType, string path = "/v1/images/edits")
    {
        Context = new DefaultHttpContext();
        Context.Request.Method = "POST";
        Context.Request.Scheme = "http";
        Context.Request.Host = new HostString("localhost", 8080);
        Context.Request.Path = path;
        Context.Request.ContentType = contentType;
        Context.Request.Body = new MemoryStream(body);
        Context.Response.Body = _response;
    }

    public DefaultHttpContext Context { get; }

    public string Written => Encoding.UTF8.GetString(_response.ToArray());
}
