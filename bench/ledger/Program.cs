// What a call costs in the ledger, with everything on: three budgets, a rate, calls in flight, spool, record, entry.
//   dotnet run -c Release --project bench/ledger -- [calls=20000] [callers=16] [data=folder] [postgres://…]
using System.Diagnostics;
using Tessera.Ledger;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql.Postgres;

var calls = Number("calls", 20_000);
var callers = Number("callers", 16);
var address = args.FirstOrDefault(text => text.StartsWith("postgres", StringComparison.Ordinal));
var server = address is null ? null : PostgresAddress.Read(address, out var fault) ?? throw new ArgumentException(fault);

var given = args.FirstOrDefault(text => text.StartsWith("data=", StringComparison.Ordinal))?[5..];
var directory = given ?? Directory.CreateTempSubdirectory("tessera-bench-").FullName;
await using (var books = Books.Open(new BooksPlace(directory, server), TimeProvider.System))
{
    var key = books.Keys.Create("bench", KeyKind.Live).Key;
    books.Allowances.Set(Scope.Key(key.Id), new Allowance([Budget(Period.Day), Budget(Period.Total)], new RateLimits(Requests: 1_000_000_000, Calls: 100_000)));
    books.Allowances.Set(Scope.Gateway, new Allowance([Budget(Period.Month)], RateLimits.None));
    Console.WriteLine($"{(server is null ? "SQLite" : "PostgreSQL")}, {callers} callers, {calls:N0} calls a round");
    Console.WriteLine("round   calls/s   CPU µs/call   bytes/call   groups   calls/group");
    for (var round = 1; round <= 5; round++)
    {
        await Round(books, key, round);
    }

    Alone(books, key);
}

if (given is null)
{
    Directory.Delete(directory, recursive: true);
}

async Task Round(Books books, ApiKey key, int round)
{
    var groups = books.Holds.GroupsWritten;
    var allocated = GC.GetTotalAllocatedBytes(precise: true);
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var watch = Stopwatch.StartNew();
    await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
    {
        for (var i = caller; i < calls; i += callers)
        {
            var draft = Draft(books, key);
            HoldResult placed;
            while ((placed = await books.Holds.PlaceAsync(new HoldOrder(key, Worst, draft))).Hold is null)
            {
                // More records wait than may: the database is slower than this loop.
                await books.Journal.FlushAsync();
            }

            placed.Hold.Asked();
            placed.Hold.Settle(draft with { Cost = new Usd(40_000_000), Outcome = Outcome.Completed });
        }
    })));
    await books.Journal.FlushAsync();
    var seconds = watch.Elapsed.TotalSeconds;
    var written = books.Holds.GroupsWritten - groups;
    var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / calls;
    var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / calls;
    Console.WriteLine($"{round,5}   {calls / seconds,7:N0}   {spent,11:N1}   {bytes,10:N0}   {written,6}   {(double)calls / written,11:N1}");
}

// On one thread, without waiting for the database: what stands between a call and its provider.
void Alone(Books books, ApiKey key)
{
    const int Count = 3_000;
    const int Batch = 20;
    var orders = Enumerable.Range(0, Count).Select(_ => new HoldOrder(key, Worst, Draft(books, key))).ToArray();
    var records = orders.Select(order => order.Draft with { Cost = new Usd(40_000_000) }).ToArray();
    var holds = new Hold[Count];
    foreach (var (name, step) in new (string, Action<int>)[]
    {
        ("place", i => holds[i] = books.Holds.PlaceAsync(orders[i]).Result.Hold!),
        ("asked", i => holds[i].Asked()),
        ("settle", i => holds[i].Settle(records[i])),
    })
    {
        // The best of many short runs: on a shared machine, what the step takes when nobody else has the core.
        var best = double.MaxValue;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Count; i += Batch)
        {
            var watch = Stopwatch.StartNew();
            for (var one = i; one < i + Batch; one++)
            {
                step(one);
            }

            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / Batch);
        }

        Console.WriteLine($"{name,6}: {best:N2} µs, {(GC.GetAllocatedBytesForCurrentThread() - before) / Count:N0} bytes");
    }
}

static Budget Budget(Period period) => new(new Usd(1_000_000_000_000_000), period);

static GenerationRecord Draft(Books books, ApiKey key) => new(
    books.Ids.NewGeneration(), key.Id, key.Kind, "generate", "openai", "openai/gpt-image-1", "a red balloon over a white field, the string in the wind",
    DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(12), Outcome.Failed, new Usage { TextIn = 50, ImageOut = 4160, Images = 1, Pixels = 1_048_576 }, null,
    "1024x1024", "high", null,
    [new AttemptRecord("openai", "gpt-image-1", TimeSpan.Zero, TimeSpan.FromSeconds(12), 200, null, "req_1")],
    [new PictureRecord("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "image/png", 1_500_000, 1024, 1024, null)]);

int Number(string name, int otherwise) =>
    args.FirstOrDefault(arg => arg.StartsWith(name + "=", StringComparison.Ordinal)) is { } text ? int.Parse(text.AsSpan(name.Length + 1), System.Globalization.CultureInfo.InvariantCulture) : otherwise;

internal sealed partial class Program
{
    private static readonly Amounts Worst = new(50_000_000, 1, 1, 5_000, 1_048_576, 1);
}
