using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Ledger.Holds;

/// <summary>
/// Sets money and room aside before a provider is asked, so that no limit is ever exceeded: a call draws on every account that
/// applies to it, or on none. Safe from any thread.
/// </summary>
public sealed class Holds
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Window> _windows = [];
    private readonly Func<ApiKey, IReadOnlyList<Account>> _accounts;
    private readonly Journal _journal;
    private readonly TimeProvider _time;

    internal Holds(Func<ApiKey, IReadOnlyList<Account>> accounts, Journal journal, TimeProvider time) =>
        (_accounts, _journal, _time) = (accounts, journal, time);

    /// <summary>Sets the worst case aside. Completes at once save where a limit has to be looked up in the database or a line be stood in.</summary>
    public ValueTask<HoldResult> PlaceAsync(HoldOrder order, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var accounts = _accounts(order.Key);
        lock (_gate)
        {
            var draws = new Draw[accounts.Count];
            for (var i = 0; i < draws.Length; i++)
            {
                draws[i] = new Draw(Window_NeedsLock(accounts[i]), order.Worst[accounts[i].Measure]);
                if (draws[i].Amount > draws[i].Window.Room)
                {
                    return ValueTask.FromResult(new HoldResult(new Refusal(RefusalReason.Limit, draws[i].Window.Standing, draws[i].Amount, RetryAfter: null)));
                }
            }

            foreach (var draw in draws)
            {
                draw.Window.Held += draw.Amount;
            }

            return ValueTask.FromResult(new HoldResult(new Hold(this, order, draws, [])));
        }
    }

    /// <summary>All accounts that apply to a key, in their present windows, as this node sees them.</summary>
    public IReadOnlyList<Standing> Standings(ApiKey key)
    {
        lock (_gate)
        {
            return [.. _accounts(key).Select(account => Window_NeedsLock(account).Standing)];
        }
    }

    /// <summary>The accounts of one owner, exact over all nodes.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be read.</exception>
    public ValueTask<IReadOnlyList<Standing>> StandingsAsync(Scope scope, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<Standing>>([.. _windows.Values.Where(window => window.Account.Scope == scope).Select(window => window.Standing)]);
        }
    }

    internal ValueTask<Refusal?> ResizeAsync(Hold hold, Usd worst, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var money = hold.Draws.Where(draw => draw.Window.Account.Measure == Measure.Money).ToList();
            foreach (var draw in money.Where(draw => worst.Nanos - draw.Amount > draw.Window.Room))
            {
                return ValueTask.FromResult<Refusal?>(new Refusal(RefusalReason.Limit, draw.Window.Standing, worst.Nanos, RetryAfter: null));
            }

            for (var i = 0; i < hold.Draws.Length; i++)
            {
                if (hold.Draws[i].Window.Account.Measure == Measure.Money)
                {
                    hold.Draws[i].Window.Held += worst.Nanos - hold.Draws[i].Amount;
                    hold.Draws[i].Amount = worst.Nanos;
                }
            }

            return ValueTask.FromResult<Refusal?>(null);
        }
    }

    internal void Ask(Hold hold) => hold.IsAsked = true;

    internal void Settle(Hold hold, GenerationRecord record)
    {
        var charge = Charge.Of(record);
        lock (_gate)
        {
            if (hold.IsEnded)
            {
                return;
            }

            hold.IsEnded = true;
            foreach (var draw in hold.Draws)
            {
                draw.Window.Held -= draw.Amount;
                draw.Window.Unreported += charge[draw.Window.Account.Measure];
            }
        }

        _ = _journal.AppendAsync(record).AsTask();
    }

    private Window Window_NeedsLock(Account account)
    {
        if (!_windows.TryGetValue(account.Id, out var window) || !window.Covers(_time.GetUtcNow()))
        {
            var (startsAt, endsAt) = Windows.Of(account.Period, account.Zone, _time.GetUtcNow());
            _windows[account.Id] = window = new Window(account, startsAt, endsAt) { Slice = account.Limit };
        }

        return window;
    }
}
