using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary>One gateway with a model of its own for all tests of a class; no provider is switched on, and the key is a live one.</summary>
public sealed class LocalGateway : IAsyncLifetime
{
    internal RunningGateway Gateway { get; private set; } = null!;

    /// <summary>Calls the images API with the live key; <paramref name="more"/> are members behind model and prompt.</summary>
    internal Task<Reply> DrawAsync(string more = "", string path = "/v1/images/generations") =>
        Gateway.PostAsync(path, Gateway.LiveKey, $$"""{"model":"{{TinyModel.Id}}","prompt":"a red balloon"{{(more.Length > 0 ? "," + more : "")}}}""");

    public async Task InitializeAsync() => Gateway = await RunningGateway.StartAsync(prepare: TinyModel.Install);

    public async Task DisposeAsync() => await Gateway.DisposeAsync();
}
