namespace Tessera.Gateway.Tests.House;

/// <summary>Reads the repository and holds it to its rules; first the rules are held to tiny inputs that break them.</summary>
public sealed class TidyTests
{
    private static readonly string Root = FindRoot();

    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "node_modules", "data"];

    private static readonly string[] Code = [".cs", ".razor", ".mjs", ".js", ".ts", ".py", ".sh", ".css"];

    [Fact]
    public void Rules_OnTinyInputsThatBreakThem_Speak()
    {
        Assert.Single(Tidy.Length("a.cs", string.Concat(Enumerable.Repeat("x\n", Tidy.SourceLinesMax + 1))));
        Assert.Single(Tidy.Folders("src/Tessera.Gateway/Helpers/A.cs"));
        Assert.Single(Tidy.Folders("src/Tessera.Gateway/models/A.cs"));
        Assert.Single(Tidy.Namespace("src/Tessera.Gateway/Calls/A.cs", "using X;\n\nnamespace Tessera.Gateway.Http;\n"));
        Assert.Equal(2, Tidy.Marks("a.cs", "// TO" + "DO: x\n// FIX" + "ME").Count());
        Assert.Single(Tidy.Sql("src/Tessera.Gateway/A.cs", "var x = \"SELECT 1 FROM t\";"));
        Assert.Single(Tidy.References("src/Tessera.Ledger/Tessera.Ledger.csproj", "<ProjectReference Include=\"../Tessera.Gateway/Tessera.Gateway.csproj\" />"));
        Assert.Single(Tidy.References("src/Tessera.New/Tessera.New.csproj", "<ProjectReference Include=\"../Tessera.Ledger/Tessera.Ledger.csproj\" />"));
        Assert.Single(Tidy.Paths("README.md", "see `src/Nowhere/A.cs`", new HashSet<string> { "src" }, _ => false));
    }

    [Fact]
    public void Rules_OnTinyInputsThatKeepThem_AreSilent()
    {
        Assert.Empty(Tidy.Length("a.cs", string.Concat(Enumerable.Repeat("x\n", Tidy.SourceLinesMax))));
        Assert.Empty(Tidy.Folders("src/Tessera.Gateway/Calls/Core.cs"));
        Assert.Empty(Tidy.Namespace("src/Tessera.Gateway/Calls/A.cs", "namespace Tessera.Gateway.Calls;\n"));
        Assert.Empty(Tidy.Namespace("src/Tessera.Server/Program.cs", "return 0;\n"));
        Assert.Empty(Tidy.Marks("a.cs", "todo mundo; HACKNEY"));
        Assert.Empty(Tidy.Sql("src/Tessera.Ledger/Sql/A.cs", "\"SELECT 1 FROM t\""));
        Assert.Empty(Tidy.Sql("src/Tessera.Gateway/A.cs", "\"Select a size\""));
        Assert.Empty(Tidy.References("src/Tessera.Gateway/Tessera.Gateway.csproj", "<ProjectReference Include=\"../Tessera.Ledger/Tessera.Ledger.csproj\" />"));
        Assert.Empty(Tidy.Paths("README.md", "`openai/gpt-image-1`, `/v1/images`, `src/A.cs`", new HashSet<string> { "src" }, path => path == "src/A.cs"));
    }

    [Fact]
    public void Source_IsShort_InTheNamespaceOfItsFolder_AndHasNoSql() => AssertTidy(Files("src")
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
        .SelectMany(file => (IEnumerable<string>)[.. Tidy.Length(file, Read(file)), .. Tidy.Namespace(file, Read(file)), .. Tidy.Sql(file, Read(file))]));

    [Fact]
    public void Tests_AreInTheNamespaceOfTheirFolder() => AssertTidy(Files("tests")
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
        .SelectMany(file => Tidy.Namespace(file, Read(file))));

    [Fact]
    public void Folders_AreNamedAfterWhatIsInThem() => AssertTidy(Files("src").Concat(Files("tests")).Concat(Files("bench")).SelectMany(Tidy.Folders).Distinct());

    [Fact]
    public void Code_HasNoMarksOfUnfinishedWork() => AssertTidy(Files("src").Concat(Files("tests")).Concat(Files("bench")).Concat(Files("training"))
        .Where(file => Code.Contains(Path.GetExtension(file), StringComparer.Ordinal))
        .SelectMany(file => Tidy.Marks(file, Read(file))));

    [Fact]
    public void Projects_KnowOnlyThoseTheyMay() => AssertTidy(Files("src")
        .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
        .SelectMany(file => Tidy.References(file, Read(file))));

    [Fact]
    public void Paths_InDocuments_LeadSomewhere()
    {
        var folders = Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)).Except(Skipped).ToHashSet(StringComparer.Ordinal);
        AssertTidy(Files("docs").Concat(Directory.GetFiles(Root, "*.md").Select(file => Path.GetFileName(file)))
            .Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => Tidy.Paths(file, Read(file), folders, path => Path.Exists(Path.Join(Root, path)))));
    }

    private static void AssertTidy(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private static string Read(string file) => File.ReadAllText(Path.Join(Root, file));

    /// <summary>Paths from the root of the repository; nothing where the folder is not there.</summary>
    private static IEnumerable<string> Files(string folder)
    {
        var start = Path.Join(Root, folder);
        return Directory.Exists(start)
            ? Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(file => !file.Split('/').Intersect(Skipped).Any())
            : [];
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(at, "Tessera.slnx")))
        {
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return at;
    }
}
