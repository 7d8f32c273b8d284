using Tessera.Server.CommandLine;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class TextTableTests
{
    [Fact]
    public void Write_Columns_AreAlignedWithoutSpacesAtTheEnd()
    {
        var table = new TextTable("ID", "NAME");
        table.Add("a", "one");
        table.Add("long", "");

        Assert.Equal("<ID    NAME>\na     one\nlong\n", table.Write(text => $"<{text}>", null));
    }

    [Fact]
    public void Write_OneCellOverLong_PushesItsOwnRowOnly()
    {
        var table = new TextTable("ID", "PRICE", "NAME");
        table.Add("short", "1", "x");
        table.Add(new string('y', 40), "2", "z");

        Assert.Equal(["ID     PRICE  NAME", "short  1      x", new string('y', 40) + "  2  z"], table.Write(text => text, null).TrimEnd().Split('\n'));
    }

    [Fact]
    public void Write_NarrowTerminal_CutsOnTheRight()
    {
        var table = new TextTable("ID", "NAME");
        table.Add("abc", "a long name");

        Assert.Equal("ID   NAME\nabc  a lo…\n", table.Write(text => text, 10));
    }
}
