using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Http;
using Tessera.Ledger;

namespace Tessera.Gateway.Tests.Http;

/// <summary>The description of the API against the addresses there are, both ways.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tessera-openapi-").FullName;
    private Books _books = null!;

    public Task InitializeAsync()
    {
        _books = Books.Open(_directory, TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Description_HasEveryAddress_AndNoOther()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddTesseraGateway(new GatewaySetup { DataDirectory = _directory, Environment = _ => null }, _books);
        await using var app = builder.Build();
        app.MapTesseraGateway();
        var mapped = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Where(method => method != HttpMethods.Head)
                .Select(method => $"{method} {Plain(endpoint.RoutePattern.RawText!)}"));

        Assert.Equal(Described().Order(StringComparer.Ordinal), mapped.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Description_HasASummaryAndAnAnswerForEachOperation()
    {
        using var document = Read();
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(operation => operation.Value.ValueKind == JsonValueKind.Object))
            {
                Assert.False(string.IsNullOrWhiteSpace(operation.Value.GetProperty("summary").GetString()), path.Name);
                Assert.NotEmpty(operation.Value.GetProperty("responses").EnumerateObject());
            }
        }
    }

    [Fact]
    public void References_InTheDescription_LeadSomewhere()
    {
        using var document = Read();
        var text = document.RootElement.GetRawText();
        Assert.All(Regex.Matches(text, "\"\\$ref\": *\"#/([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct(), reference =>
        {
            var at = document.RootElement;
            foreach (var step in reference.Split('/'))
            {
                Assert.True(at.TryGetProperty(step, out at), reference);
            }
        });
    }

    private static IEnumerable<string> Described()
    {
        using var document = Read();
        return [.. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path =>
            path.Value.EnumerateObject().Where(operation => operation.Name != "parameters").Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"))];
    }

    private static string Plain(string pattern) => pattern.Replace("{**", "{", StringComparison.Ordinal);

    private static JsonDocument Read()
    {
        using var resource = typeof(GatewayEndpoints).Assembly.GetManifestResourceStream("Tessera.Gateway.Http.openapi.json")!;
        return JsonDocument.Parse(resource);
    }
}
