using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tessera.Ledger.Budgets;

namespace Tessera.Gateway.Budgets;

/// <summary>
/// Which soft thresholds are reached: each is logged once in its window, however many calls pass it. Safe from any thread.
/// </summary>
internal sealed partial class SoftThresholds(ILogger<SoftThresholds> log)
{
    // One entry per account that has reached a threshold; Allowances.AccountsMax bounds them.
    private readonly ConcurrentDictionary<long, (DateTimeOffset StartsAt, int Percent)> _told = new();

    /// <summary>The highest threshold of an account that spending and holds have reached; 0 for none.</summary>
    public static int Reached(Standing standing)
    {
        var account = standing.Account;
        var reached = 0;
        for (var i = 0; i < account.SoftPercent.Count; i++)
        {
            if ((Int128)(standing.Spent + standing.Held) * 100 >= (Int128)account.Limit * account.SoftPercent[i])
            {
                reached = account.SoftPercent[i];
            }
        }

        return reached;
    }

    /// <param name="percent">What <see cref="Reached"/> says, over 0.</param>
    public void Tell(Standing standing, int percent)
    {
        var account = standing.Account;
        var told = _told.GetValueOrDefault(account.Id);
        // Two calls at the same moment: only one of them changes the entry, and logs.
        while (told.StartsAt < standing.StartsAt || told.Percent < percent)
        {
            var isFirst = told == default;
            var next = (standing.StartsAt, percent);
            if (isFirst ? _told.TryAdd(account.Id, next) : _told.TryUpdate(account.Id, next, told))
            {
                LogReached(log, percent, account.Scope, AccountText.Word(account.Period), AccountText.Amount(account, account.Limit), AccountText.Amount(account, standing.Spent), AccountText.Amount(account, standing.Held));
                return;
            }

            told = _told.GetValueOrDefault(account.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Percent} per cent of the budget of {Owner} by {Period} are reached: of {Limit} USD, {Spent} are spent and {Held} held")]
    private static partial void LogReached(ILogger log, int percent, Scope owner, string period, string limit, string spent, string held);
}
