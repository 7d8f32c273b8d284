using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tessera.Gateway.Tests.Dialects;

/// <summary>One exchange without a server.</summary>
internal sealed class TestHttp
{
    private readonly MemoryStream _response = new();
    private readonly Head _head = new();
    private readonly Lifetime _lifetime = new();

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
        Context.Features.Set<IHttpResponseFeature>(_head);
        Context.Features.Set<IHttpRequestLifetimeFeature>(_lifetime);
        Context.Response.Body = _response;
    }

    public DefaultHttpContext Context { get; }

    public bool IsAborted => _lifetime.IsAborted;

    /// <summary>From here on the head is out, and no status can be taken back.</summary>
    public void Start() => _head.IsOut = true;

    /// <summary>The client is gone.</summary>
    public void HangUp() => _lifetime.Abort();

    public string Written => Encoding.UTF8.GetString(_response.ToArray());

    private sealed class Head : HttpResponseFeature
    {
        public bool IsOut { get; set; }

        public override bool HasStarted => IsOut;
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        private readonly CancellationTokenSource _aborted = new();

        public Lifetime() => RequestAborted = _aborted.Token;

        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted => _aborted.IsCancellationRequested;

        public void Abort() => _aborted.Cancel();
    }
}
