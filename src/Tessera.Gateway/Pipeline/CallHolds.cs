using Tessera.Gateway.Budgets;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Pricing;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Settings;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Pipeline;

/// <summary>What is set aside for a call before a provider is asked: the worst case of the route, in all that limits the caller or in nothing.</summary>
internal sealed class CallHolds(Holds holds, Allowances allowances, RunningGenerations running, SettingsFile settings)
{
    /// <summary>Sets aside what the first route needs at worst, or says why not. May stand in a line first.</summary>
    public async Task<Result<Hold, CallerError>> PlaceAsync(Generation generation, PlannedRoute route, CancellationToken cancellation)
    {
        var worst = WorstCase.Of(route);
        generation.IsPriced = worst.Money is not null;
        if (MoneyOf(worst, generation.Key) is not { } money)
        {
            return BudgetErrors.Unpriced(route.Call.Model.Id, route.Provider.Name);
        }

        // From here on it can be found, and cancelled while it stands in a line.
        running.Add(generation.Running);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, generation.Cancelled);
        try
        {
            var order = new HoldOrder(generation.Key, worst.ToAmounts(money), generation.Draft(route)) { OnPlace = place => generation.Running.Place = place };
            var placed = await holds.PlaceAsync(order, either.Token);
            generation.Running.Place = 0;
            if (placed.Hold is not { } hold)
            {
                return BudgetErrors.Of(placed.Refusal!);
            }

            (generation.Hold, generation.Worst) = (hold, money);
            return hold;
        }
        catch (OperationCanceledException) when (generation.Cancelled.IsCancellationRequested)
        {
            return Cancellation.Of(FailedAt.Connect, Acceptance.NotAccepted).Error;
        }
        finally
        {
            if (generation.Hold is null && !generation.IsDetached)
            {
                running.Remove(generation.Running);
            }
        }
    }

    /// <summary>The same for the next route, beside what earlier ones may have cost; the reason where there is not enough.</summary>
    public async Task<CallerError?> WidenAsync(Generation generation, PlannedRoute route)
    {
        var worst = WorstCase.Of(route);
        if (MoneyOf(worst, generation.Key) is not { } money)
        {
            return BudgetErrors.Unpriced(route.Call.Model.Id, route.Provider.Name);
        }

        if (await generation.Hold!.ResizeAsync(generation.AtRisk + money, generation.Cancelled) is { } refusal)
        {
            return BudgetErrors.Of(refusal);
        }

        (generation.Worst, generation.IsPriced) = (money, worst.Money is not null);
        return null;
    }

    /// <summary>
    /// The most it can cost. Where nobody knows, that is nothing for a caller without a budget; one with a budget is refused
    /// (null), or counts for a stated cap, as the settings have it.
    /// </summary>
    private Usd? MoneyOf(WorstCase worst, ApiKey key)
    {
        if (worst.Money is { } known)
        {
            return known;
        }

        var policy = settings.Current.Settings.Budgets;
        return !allowances.Of(key).Any(account => account.Measure == Measure.Money) ? Usd.Zero
            : policy.Unpriced == UnpricedPolicy.Hold ? policy.UnpricedHoldUsd
            : null;
    }
}
