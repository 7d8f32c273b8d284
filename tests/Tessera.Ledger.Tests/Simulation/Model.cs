using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;

namespace Tessera.Ledger.Tests.Simulation;

/// <summary>What the accounts should say, kept the plain way: a number for what is spent, a number for what is held.</summary>
internal sealed class Model
{
    private readonly Dictionary<(long Account, DateTimeOffset StartsAt), (long Spent, long Held)> _windows = [];

    /// <summary>Windows that may exceed their limit: a call cost more than it held, or the limit was lowered.</summary>
    private readonly HashSet<(long, DateTimeOffset)> _over = [];

    public IEnumerable<((long Account, DateTimeOffset StartsAt) Key, long Spent, long Held)> Windows => _windows.Select(pair => (pair.Key, pair.Value.Spent, pair.Value.Held));

    public void Hold(Draw draw) => Change(draw, 0, draw.Amount);

    public void Release(Draw draw) => Change(draw, 0, -draw.Amount);

    public void Settle(Draw held, long charge)
    {
        Change(held, charge, -held.Amount);
        if (charge > held.Amount)
        {
            _over.Add(Key(held.Window));
        }
    }

    /// <summary>What is not money is given to others while the call still runs: a place among the calls in flight.</summary>
    public void Freeze(IEnumerable<Draw> draws) => _over.UnionWith(draws.Where(draw => draw.Window.Account.Measure != Measure.Money).Select(draw => Key(draw.Window)));

    /// <summary>A limit was lowered.</summary>
    public void Lower(long account)
    {
        foreach (var key in _windows.Keys.Where(key => key.Account == account))
        {
            _over.Add(key);
        }
    }

    public long Left(Account account, DateTimeOffset startsAt)
    {
        var (spent, held) = _windows.GetValueOrDefault((account.Id, startsAt));
        return account.Limit - spent - held;
    }

    /// <summary>A sentence if more is spent and held than a limit allows.</summary>
    public string? Fault(IEnumerable<Account> accounts) => accounts
        .SelectMany(account => _windows.Where(pair => pair.Key.Account == account.Id && !_over.Contains(pair.Key) && pair.Value.Spent + pair.Value.Held > account.Limit)
            .Select(pair => $"account {account.Id} has {pair.Value.Spent} spent and {pair.Value.Held} held of {account.Limit}"))
        .FirstOrDefault();

    private void Change(Draw draw, long spent, long held)
    {
        var key = Key(draw.Window);
        var (before, heldBefore) = _windows.GetValueOrDefault(key);
        _windows[key] = (before + spent, heldBefore + held);
    }

    private static (long, DateTimeOffset) Key(Window window) => (window.Account.Id, window.StartsAt);
}
