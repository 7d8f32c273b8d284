using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Tests.Simulation;

public sealed class SimulationTests
{
    private const int Steps = 250;

    // In memory where there is a file system for that: thousands of commits need no disk to be tested.
    private static string Folder => Directory.CreateTempSubdirectory("tessera-").FullName is var made && Directory.Exists("/dev/shm")
        ? Moved(made)
        : made;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void World_AnySeed_KeepsEveryPromise(int seed)
    {
        var seen = Run(seed, Steps);

        Assert.True(seen.GetValueOrDefault("granted") > 5, "Hardly anything happened.");
    }

    [Fact]
    public void World_ManySeeds_MeetsEverything()
    {
        var seen = Enumerable.Range(1_000, 8).SelectMany(seed => Run(seed, Steps)).GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(), StringComparer.Ordinal);

        Assert.All(["granted", "refused: Limit", "killed", "disk lost", "frozen", "shaken", "resized", "not resized"], what => Assert.True(seen.GetValueOrDefault(what) > 0, $"There was never: {what}."));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 30)];

    [Fact]
    public void World_StoreThatSkipsTheLimit_IsCaught() => AssertCaught(sql => sql == HoldSql.Take
        ? sql.Replace("spent + sliced + ? <= ?", "spent + sliced + ? <= ? + 1000", StringComparison.Ordinal)
        : sql.Replace("RETURNING spent, sliced, wanted", "RETURNING spent, sliced - 40, wanted", StringComparison.Ordinal));

    [Fact]
    public void World_GroupAppliedTwice_IsCaught() => AssertCaught(WithoutFence);

    [Fact]
    public void World_SettlementAppliedTwice_IsCaught() => AssertCaught(sql => WithoutFence(sql)
        .Replace("ON CONFLICT (id) DO NOTHING\nRETURNING seq", "ON CONFLICT (id) DO UPDATE SET prompt = excluded.prompt RETURNING seq", StringComparison.Ordinal));

    [Fact]
    public void World_SlicesOfTheDeadNotGivenBack_IsCaught() => AssertCaught(sql => sql == HoldSql.DeleteSlices ? sql + " AND amount < 0" : sql);

    [Fact]
    public void World_HoldsOfTheDeadForgotten_AreCaught() => AssertCaught(sql => sql == HoldSql.HoldsOf ? sql.Replace("booked = 0", "booked = 7", StringComparison.Ordinal) : sql);

    [Fact]
    public void World_RecoveryThatForgetsWhatWasAsked_IsCaught() => AssertCaught(rewrite: null, forgetsSpools: true);

    /// <summary>Every group seems to be the next one.</summary>
    private static string WithoutFence(string sql) => sql == HoldSql.Fence ? "UPDATE node SET beat = ? WHERE id = ? RETURNING ? + 1" : sql;

    private static void AssertCaught(Func<string, string>? rewrite, bool forgetsSpools = false)
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            try
            {
                Run(seed, Steps, rewrite, forgetsSpools);
            }
            catch (BrokenException)
            {
                return;
            }
        }

        Assert.Fail("Thirty worlds with a broken store kept every promise.");
    }

    private static Dictionary<string, int> Run(int seed, int steps, Func<string, string>? rewrite = null, bool forgetsSpools = false)
    {
        var folder = Folder;
        try
        {
            using var world = new World(seed, folder, Database.Open(new BooksPlace(folder)), rewrite, forgetsSpools);
            world.Run(steps);
            return world.Seen;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Moved(string made)
    {
        var there = System.IO.Path.Combine("/dev/shm", System.IO.Path.GetFileName(made));
        Directory.Delete(made);
        Directory.CreateDirectory(there);
        return there;
    }
}
