using Tessera.Inference.Painting;
using Tessera.Inference.Painting.Words;

namespace Tessera.Inference.Tests.Painting.Words;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("a red balloon on a wooden table", "A red balloon on a wooden table.")]
    [InlineData("Please draw me a picture of a kitty", "A cat.")]
    [InlineData("three apples and a coffee cup", "Three apples and a cup.")]
    [InlineData("a dozen eggs", "Twelve eggs.")]
    [InlineData("a pair of cats in a forest", "Two cats in a forest.")]
    [InlineData("an orange", "An orange.")]
    [InlineData("an orange balloon", "An orange balloon.")]
    [InlineData("a glass on a glass table", "A glass on a glass table.")]
    [InlineData("a hot air balloon over the mountains", "A hot air balloon in the mountains.")]
    [InlineData("a dark blue car and a tiny gray mouse", "A dark blue car and a tiny gray mouse.")]
    [InlineData("the balloon is green", "A green balloon.")]
    [InlineData("a cat under a table", "A cat under a table.")]
    [InlineData("a cat wearing a top hat", "A cat wearing a top hat.")]
    [InlineData("a bowl of apples", "A bowl and three apples in the bowl.")]
    [InlineData("three flowers in a vase", "Three flowers in a vase.")]
    [InlineData("a cat and a dog on a sofa", "A cat on a sofa and a dog on the sofa.")]
    [InlineData("a cup to the left of a book", "A cup to the left of a book.")]
    [InlineData("a dog between a cat and a tree", "A dog between a cat and a tree.")]
    [InlineData("a dog between two trees", "A dog between two trees.")]
    [InlineData("a red and blue ball", "A red and blue ball.")]
    [InlineData("an icon of a star", "An icon of a star.")]
    [InlineData("a watercolour of a house at night", "A watercolour of a house at night.")]
    [InlineData("a shoe on a white background", "A shoe on a white background.")]
    [InlineData("a table without a cup", "A table.")]
    [InlineData("a robot holding a flower", "A robot holding a flower.")]
    [InlineData("a knight with a sword", "A knight holding a sword.")]
    [InlineData("a man with a dog", "A person next to a dog.")]
    [InlineData("a dog with glasses reading a book", "A dog wearing a pair of glasses holding a book.")]
    [InlineData("an astronaut riding a horse in space", "An astronaut riding a horse in space.")]
    [InlineData("a cat sleeping on a sofa", "A sleeping cat on a sofa.")]
    [InlineData("a sleeping dog and a running rabbit", "A sleeping dog and a running rabbit.")]
    [InlineData("a bird flying over a lake", "A flying bird on the sea.")]
    [InlineData("a vase with sunflowers", "A vase and three sunflowers in the vase.")]
    [InlineData("hamburger and fries", "A burger and a pack of fries.")]
    [InlineData("a sign saying \"Open\"", "A sign saying \"OPEN\".")]
    [InlineData("a \u201csale\u201d banner", "A banner saying \"SALE\".")]
    [InlineData("a cat with the text \"hi\"", "A cat and a sign saying \"HI\".")]
    [InlineData("\"a red balloon\" on a table", "A red balloon on a table.")]
    [InlineData("a sign saying \"\u0645\u0631\u062d\u0628\u0627\"", "A sign.")]
    [InlineData("a sign saying \"open", "A sign.")]
    [InlineData("a thumbnail \"TOP 5\" with a laptop", "A laptop and a sign saying \"TOP 5\".")]
    [InlineData("a painting of a cat", "A cat.")]
    [InlineData("1000000 cats", "24 cats (as many as fit, of 1,000,000 asked for).")]
    [InlineData("", "An abstract composition.")]
    public void Describe_Caption_SaysWhatIsDrawn(string prompt, string description) =>
        Assert.Equal(description, Painter.Understand(prompt).Description);

    [Fact]
    public void Understand_UnknownWords_AreReportedOnceInLowerCase() =>
        Assert.Equal(["gizmo", "zorp"], Painter.Understand("A beautiful Gizmo and a red zorp, please, GIZMO!").UnknownWords);

    [Theory]
    [InlineData("a sleeping car", "sleeping")]
    [InlineData("a car running", "running")]
    public void Understand_PoseWithoutADrawing_IsReported(string prompt, string word) =>
        Assert.Equal([word], Painter.Understand(prompt).UnknownWords);

    [Theory]
    [InlineData("please draw a beautiful photo of the small red cat, with soft light, in high quality")]
    [InlineData("can you create an image of two kittens in a lovely garden")]
    public void Understand_FunctionWords_AreNotReported(string prompt) =>
        Assert.Empty(Painter.Understand(prompt).UnknownWords);

    [Fact]
    public void Understand_Objects_AreNamedInOrder()
    {
        var understanding = Painter.Understand("a red apple and two yellow ducks");
        Assert.Equal(["apple", "duck"], understanding.Objects);
        Assert.Equal(["red", "yellow"], understanding.Colours);
    }

    [Fact]
    public void Read_ManyThings_StopsAtTheLimit()
    {
        var caption = Grammar.Read(string.Join(" and ", Enumerable.Repeat("a cat", 500)));
        Assert.Equal(Grammar.ItemsMax, caption.Items.Count);
    }

    [Fact]
    public void Read_ManyUnknownWords_StopsAtTheLimit()
    {
        var caption = Grammar.Read(string.Join(' ', Enumerable.Range(0, 1500).Select(i => $"qx{i}z")));
        Assert.Equal(Grammar.UnknownMax, caption.Unknown.Count);
    }
}
