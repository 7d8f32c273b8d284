using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Tests.Settings;

/// <summary>What switches a provider on, and how it is reached. What is wrong is in the cases.</summary>
public sealed class ProfilesTests
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.Load();
    private static readonly ProviderSettings Local = new() { Name = "local", BaseUrl = new("http://127.0.0.1:9000/v1") };

    [Fact]
    public void Providers_WithoutKeys_AreOff() => Assert.Empty(Open([]));

    [Fact]
    public void Keys_InTheEnvironment_SwitchTheBuiltInOnesOn()
    {
        var profiles = Open([], ("AI_GATEWAY_API_KEY", "v"), ("OPENAI_API_KEY", " o\n"));

        Assert.Equal(["openai", "vercel"], profiles.Select(profile => profile.Name));
        Assert.Equal(["Bearer o", "Bearer v"], profiles.Select(profile => profile.Key!.ForHeader("Bearer")));
        Assert.Equal(["https://api.openai.com/v1", "https://ai-gateway.vercel.sh/v1"], profiles.Select(profile => profile.BaseAddress.AbsoluteUri));
        Assert.Equal([true, false], profiles.Select(profile => profile.Streams));
    }

    [Theory]
    [InlineData(null, null, "https://api.openai.com/v1")]
    [InlineData(null, "https://file.example/v1", "https://file.example/v1")]
    [InlineData("https://environment.example/v1", null, "https://environment.example/v1")]
    [InlineData("https://environment.example/v1", "https://file.example/v1", "https://environment.example/v1")]
    [InlineData(" ", "https://file.example/v1", "https://file.example/v1")]
    public void Address_OfABuiltInProvider_IsTheEnvironmentsFirst(string? environment, string? file, string expected)
    {
        var entry = new ProviderSettings { Name = "openai", BaseUrl = file is null ? null : new(file) };

        var profile = Assert.Single(Open([entry], ("OPENAI_API_KEY", "o"), ("OPENAI_BASE_URL", environment ?? "")));

        Assert.Equal(expected, profile.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public void Address_ThatIsWrongInTheEnvironment_IsToldByItsName()
    {
        var (_, errors) = Profiles.From(TesseraSettings.Default, Environments.Of(("OPENAI_API_KEY", "o"), ("OPENAI_BASE_URL", "api.openai.com")), Catalogue);

        Assert.Equal($"The environment variable OPENAI_BASE_URL is \"api.openai.com\"; it must be {BaseAddress.Allowed}.", Assert.Single(errors).ToString());
    }

    [Fact]
    public void Entry_OfABuiltInProvider_ChangesWhatItNames()
    {
        var entry = new ProviderSettings { Name = "openai", ApiKeyEnv = "MY_KEY", Streams = false, AsksForBase64 = true, Models = Models("gpt-image-1", "painted") };

        var profile = Assert.Single(Open([entry], ("MY_KEY", "mine"), ("OPENAI_API_KEY", "usual")));

        Assert.Equal("Bearer mine", profile.Key!.ForHeader("Bearer"));
        Assert.Equal((false, true), (profile.Streams, profile.AsksForBase64));
        Assert.Equal([new("openai/gpt-image-1", "painted")], profile.Models);
    }

    [Fact]
    public void Entry_ThatIsEmpty_LeavesABuiltInProviderAsItIs()
    {
        var without = Assert.Single(Open([], ("AI_GATEWAY_API_KEY", "v")));
        var with = Assert.Single(Open([new() { Name = "vercel" }], ("AI_GATEWAY_API_KEY", "v")));

        Assert.Equal((without.BaseAddress, without.Streams, without.AsksForBase64), (with.BaseAddress, with.Streams, with.AsksForBase64));
        Assert.Empty(with.Models);
    }

    [Fact]
    public void Provider_ThatIsCompatible_IsOnWithoutAKey()
    {
        var profile = Assert.Single(Open([Local with { Models = Models("openai/gpt-image-1", "flux-1"), AsksForBase64 = true }]));

        Assert.Null(profile.Key);
        Assert.Equal(("local", Local.BaseUrl, false, true), (profile.Name, profile.BaseAddress, profile.Streams, profile.AsksForBase64));
        Assert.Equal([new("openai/gpt-image-1", "flux-1")], profile.Models);
    }

    [Fact]
    public void Provider_WithANamedKey_CarriesIt() =>
        Assert.Equal("Bearer k", Assert.Single(Open([Local with { ApiKeyEnv = "LOCAL_KEY" }], ("LOCAL_KEY", "k"))).Key!.ForHeader("Bearer"));

    [Fact]
    public void Provider_ThatIsSwitchedOff_IsNotThere() =>
        Assert.Empty(Open([Local with { Enabled = false }, new() { Name = "openai", Enabled = false }], ("OPENAI_API_KEY", "o")));

    [Fact]
    public void Provider_WithoutASoundAddress_IsLeftOut() => Assert.Empty(Open([Local with { BaseUrl = null }]));

    [Theory]
    [InlineData("", "openai vercel")]
    [InlineData("local", "openai vercel local")]
    [InlineData("local openai", "vercel local openai")]
    [InlineData("vercel local openai", "vercel local openai")]
    public void Order_OfTheProviders_IsThatOfTheFile(string written, string expected)
    {
        var entries = written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name == "local" ? Local : new ProviderSettings { Name = name });

        var profiles = Open([.. entries], ("OPENAI_API_KEY", "o"), ("AI_GATEWAY_API_KEY", "v"));

        Assert.Equal(expected, string.Join(' ', profiles.Select(profile => profile.Name)));
    }

    private static IReadOnlyList<OpenAiWireProfile> Open(IReadOnlyList<ProviderSettings> providers, params (string Name, string Value)[] environment)
    {
        var (profiles, errors) = Profiles.From(new TesseraSettings { Providers = providers }, Environments.Of(environment), Catalogue);
        Assert.Empty(errors);
        return profiles;
    }

    private static Dictionary<string, string> Models(string ours, string theirs) => new(StringComparer.Ordinal) { [ours] = theirs };
}
