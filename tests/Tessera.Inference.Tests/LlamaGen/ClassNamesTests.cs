using Tessera.Inference.LlamaGen;

namespace Tessera.Inference.Tests.LlamaGen;

public sealed class ClassNamesTests
{
    // Numbers of ILSVRC 2012, from all over the list: one line too many or too few shifts what follows.
    [Theory]
    [InlineData("tench", 0)]
    [InlineData("Macaw", 88)]
    [InlineData("golden retriever", 207)]
    [InlineData("a golden  Retriever.", 207)]
    [InlineData("Arctic fox", 279)]
    [InlineData("an otter", 360)]
    [InlineData("red panda", 387)]
    [InlineData("balloon", 417)]
    [InlineData("cellular telephone", 487)]
    [InlineData("jack o'lantern", 607)]
    [InlineData("mountain tent", 672)]
    [InlineData("space shuttle", 812)]
    [InlineData("the volcano", 980)]
    [InlineData("toilet paper", 999)]
    [InlineData("crane", 134)]
    [InlineData("construction crane", 517)]
    public void NumberOf_AName_IsItsNumber(string words, int number) => Assert.Equal(number, ClassNames.NumberOf(words));

    [Theory]
    [InlineData("")]
    [InlineData("a ")]
    [InlineData("unicorn")]
    [InlineData("golden retriever on a beach")]
    public void NumberOf_WhatIsNoClass_IsNone(string words) => Assert.Null(ClassNames.NumberOf(words));
}
