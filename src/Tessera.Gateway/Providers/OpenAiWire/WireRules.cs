using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>Where pictures stand in answers of OpenAI's images format.</summary>
internal static class WireRules
{
    public static readonly PictureRules Answers = new(new PictureRule("b64_json", PictureText.Base64));
}
