using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Sandbox;

/// <summary>One gateway for all tests of a class: no provider is switched on, and the key is a test key.</summary>
public sealed class SandboxGateway : IAsyncLifetime
{
    internal RunningGateway Gateway { get; private set; } = null!;

    /// <summary>Calls the images API with the test key and expects it to work.</summary>
    internal async Task<Reply> DrawAsync(string json, string path = "/v1/images/generations") => (await Gateway.PostAsync(path, Gateway.TestKey, json)).Expect(200);

    public async Task InitializeAsync() => Gateway = await RunningGateway.StartAsync();

    public async Task DisposeAsync() => await Gateway.DisposeAsync();
}
