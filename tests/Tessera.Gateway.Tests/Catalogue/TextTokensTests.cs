using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class TextTokensTests
{
    // Counted with the vocabulary o200k. The estimate is for models of other vocabularies, and meant for money: a token is 0.000005 USD, so a third is far below a cent.
    [Theory]
    [InlineData(3, "a red balloon")]
    [InlineData(18, "A cozy cabin in the snowy mountains at dusk, warm light in the windows, oil painting")]
    [InlineData(32, "Product photo of a matte-black ceramic coffee mug on a walnut table, soft window light from the left, 85mm, shallow depth of field, no text")]
    [InlineData(28, "Flat vector icon of a paper plane, 2 colours (#1E90FF and white), transparent background, centered, 64px grid")]
    [InlineData(22, "children's book illustration of a veterinarian using a stethoscope to listen to the heartbeat of a baby otter")]
    [InlineData(27, "Ein gemütliches Café an einer regnerischen Straßenecke in Hamburg, Aquarell, warme Farben, ohne Beschriftung")]
    [InlineData(21, "Une affiche rétro pour un festival de jazz à Montréal, typographie Art déco, palette limitée à trois couleurs")]
    [InlineData(23, "Un gato naranja durmiendo sobre una pila de libros antiguos junto a la ventana, fotografía, luz de la mañana")]
    [InlineData(26, "Рыжий кот спит на подоконнике, за окном идёт снег, мягкий свет, акварель")]
    [InlineData(22, "一只橙色的猫睡在窗台上,窗外下着雪,水彩画")]
    [InlineData(27, "雪の降る夜、窓辺で眠るオレンジ色の猫、水彩画、柔らかい光")]
    [InlineData(25, "눈 내리는 밤 창가에서 자는 주황색 고양이, 수채화, 부드러운 빛")]
    [InlineData(28, "قطة برتقالية تنام على حافة النافذة والثلج يتساقط في الخارج، ألوان مائية")]
    [InlineData(19, "खिड़की पर सोती हुई नारंगी बिल्ली, बाहर बर्फ गिर रही है")]
    [InlineData(25, "Một con mèo màu cam đang ngủ trên bệ cửa sổ, ngoài trời tuyết rơi, tranh màu nước")]
    [InlineData(27, "🎈🎈🎈 party poster with confetti 🎉 and \"HAPPY BIRTHDAY, ANNA!\" in gold letters")]
    [InlineData(43, "{\n  \"subject\": \"lighthouse\",\n  \"style\": \"isometric pixel art\",\n  \"palette\": [\"#0b132b\", \"#1c2541\", \"#5bc0be\"]\n}")]
    [InlineData(35, "- wide shot\n- golden hour\n- no people\n\nAspect 16:9; film grain: 0.3; f/1.8; ISO 200")]
    [InlineData(5, "Make the sky purple.")]
    [InlineData(23, "Replace the background with a plain white studio sweep; keep the shoe, laces and shadow exactly as they are.")]
    [InlineData(27, "photorealistic hyperdetailed ultrawide cinematic bioluminescent underwater photography of an antidisestablishmentarian jellyfish")]
    [InlineData(1, "   ")]
    [InlineData(1, "x")]
    [InlineData(4, "1234567890")]
    [InlineData(27, "https://example.com/assets/images/hero-banner_2026-11-20.png?width=1536&height=1024")]
    [InlineData(16, "γάτα που κοιμάται στο παράθυρο, ακουαρέλα")]
    [InlineData(15, "חתול כתום ישן על אדן החלון, צבעי מים")]
    [InlineData(21, "แมวสีส้มนอนหลับอยู่บนขอบหน้าต่าง ภาพสีน้ำ")]
    [InlineData(20, "KEEP THE LOGO AS IT IS. DO NOT ADD TEXT. USE BRAND COLOURS ONLY.")]
    [InlineData(15, "snake_case_name and camelCaseIdentifier in a code-themed wallpaper, dark mode")]
    [InlineData(19, "don't show the driver's face; she'll be turned away, they've already left, I'm sure it's fine")]
    public void Span_PromptOfKnownCount_IsCounted_AndTheEstimateIsWithinAThird(int counted, string prompt)
    {
        var estimate = TextTokens.Estimate(prompt) - TextTokens.PerPrompt;
        var (min, max) = TextTokens.Bounds(prompt);

        Assert.Equal(TokenSpan.Exactly(counted + TextTokens.PerPrompt), TextTokens.Span(prompt, 0, TextFormula.O200k));
        Assert.InRange(estimate, counted - (counted / 3), counted + (counted / 3));
        Assert.InRange(counted + TextTokens.PerPrompt, min, max);
        Assert.InRange(estimate + TextTokens.PerPrompt, min, max);
    }

    [Fact]
    public void Estimate_RecordedGeneration_IsThePromptAndSix() =>
        Assert.Equal(11, TextTokens.Estimate("Make the sky purple."));

    [Fact]
    public void Estimate_EachInputImage_AddsSixteen() =>
        Assert.Equal(TextTokens.Estimate("a red balloon") + 32, TextTokens.Estimate("a red balloon", inputImages: 2));

    // Recorded: one square picture, 16; reported for 1.5: 30 for two, up to 75 for a slim one, 32 for gpt-image-1 in 2025.
    [Theory]
    [InlineData(1, 16)]
    [InlineData(1, 32)]
    [InlineData(1, 75)]
    [InlineData(2, 30)]
    public void Bounds_InputImages_CoverWhatWasReported(int images, int reported)
    {
        var without = TextTokens.Bounds("a red balloon");
        var with = TextTokens.Bounds("a red balloon", images);

        Assert.InRange(reported, with.Min - without.Min, with.Max - without.Max);
    }

    [Fact]
    public void Span_EditInAKnownVocabulary_IsARangeForItsPicturesAlone() =>
        Assert.Equal(new TokenSpan(39, 41, 159), TextTokens.Span("a red balloon", 2, TextFormula.O200k));

    [Fact]
    public void Bounds_NoPrompt_IsTheOverheadAlone() => Assert.Equal((6, 6), TextTokens.Bounds(""));
}
