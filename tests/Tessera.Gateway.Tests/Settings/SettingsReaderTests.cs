using System.Text;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Images;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Tests.Settings;

/// <summary>What is right is read; what is wrong is in the cases.</summary>
public sealed class SettingsReaderTests
{
    [Fact]
    public void File_WithEveryKey_IsRead()
    {
        var settings = Read(
            """
            {
              "$schema": "x",
              "providers": {
                "local": {
                  "base_url": "http://127.0.0.1:9000/v1", "api_key_env": "LOCAL_KEY", "models": { "openai/gpt-image-1": "flux-1" },
                  "streams": true, "asks_for_base64": true, "enabled": false
                },
                "openai": {},
              },
              "images": { "keep_days": 30, "size_max_gb": 0.5, "flush_to_disk": false },
              "records": { "keep_days": 365 },
              "dashboard": { "enabled": false },
              "log": { "level": "warning" }, // the last comma is fine
            }
            """);

        Assert.Equal(["local", "openai"], settings.Providers.Select(provider => provider.Name));
        var local = settings.Providers[0];
        Assert.Equal(("http://127.0.0.1:9000/v1", "LOCAL_KEY", true, true, false), (local.BaseUrl!.AbsoluteUri, local.ApiKeyEnv, local.Streams, local.AsksForBase64, local.Enabled));
        Assert.Equal([new("openai/gpt-image-1", "flux-1")], local.Models);
        Assert.Equal(new ProviderSettings { Name = "openai", Models = settings.Providers[1].Models }, settings.Providers[1]);
        Assert.Equal(new ImageSettings { KeepDays = 30, SizeMaxGb = 0.5m, FlushToDisk = false }, settings.Images);
        Assert.Equal(new RecordSettings(365), settings.Records);
        Assert.Equal(new DashboardSettings(false), settings.Dashboard);
        Assert.Equal(new LogSettings(LogLevel.Warning), settings.Log);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{ "providers": {}, "images": {}, "records": {}, "dashboard": {}, "log": {} }""")]
    [InlineData("""{ "images": { "keep_days": null }, "records": { "keep_days": null } }""")]
    public void File_ThatSaysNothing_LeavesTheDefaults(string json)
    {
        var settings = Read(json);

        Assert.Empty(settings.Providers);
        Assert.Equal(TesseraSettings.Default with { Providers = settings.Providers }, settings);
    }

    [Fact]
    public void File_InAnotherEncoding_IsRefused()
    {
        var (settings, errors) = SettingsReader.Read(Encoding.Latin1.GetBytes("""{ "log": { "level": "débug" } }"""), "tessera.json");

        Assert.Equal("tessera.json is not in UTF-8; it must be JSON in UTF-8: save it again with this encoding.", Assert.Single(errors).ToString());
        Assert.Equal(TesseraSettings.Default, settings);
    }

    [Fact]
    public void Values_ThatAreWrong_LeaveTheOthersAlone()
    {
        var (settings, errors) = SettingsReader.Read("""{ "images": { "keep_days": "x", "size_max_gb": 3 } }"""u8.ToArray(), "tessera.json");

        Assert.Single(errors);
        Assert.Equal(new ImageSettings { SizeMaxGb = 3 }, settings.Images);
    }

    [Fact]
    public void Limits_OfTheDefaults_AreThoseOfTheStore() => Assert.Equal(StoreLimits.Default, new ImageSettings().ToLimits());

    [Fact]
    public void Limits_OfTheFile_AreTakenToTheByte()
    {
        var limits = new ImageSettings { KeepDays = 7, SizeMaxGb = 0.123456789m, FlushToDisk = false }.ToLimits();

        Assert.Equal((123_456_789, TimeSpan.FromDays(7), false), (limits.BytesMax, limits.KeepFor, limits.FlushesToDisk));
    }

    [Theory]
    [InlineData("trace", LogLevel.Trace)]
    [InlineData("debug", LogLevel.Debug)]
    [InlineData("information", LogLevel.Information)]
    [InlineData("warning", LogLevel.Warning)]
    [InlineData("error", LogLevel.Error)]
    [InlineData("critical", LogLevel.Critical)]
    [InlineData("none", LogLevel.None)]
    public void Level_OfEachWord_IsKnown(string word, LogLevel level) => Assert.Equal(level, Read($$"""{ "log": { "level": "{{word}}" } }""").Log.Level);

    private static TesseraSettings Read(string json)
    {
        var (settings, errors) = SettingsReader.Read(Encoding.UTF8.GetBytes(json), "tessera.json");
        Assert.Empty(errors);
        return settings;
    }
}
