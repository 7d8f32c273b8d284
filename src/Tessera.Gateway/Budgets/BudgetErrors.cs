using Tessera.Gateway.Calls;
using Tessera.Ledger.Holds;

namespace Tessera.Gateway.Budgets;

internal static class BudgetErrors
{
    public static CallerError Of(Refusal refusal) => new(402, "insufficient_quota", "budget_exceeded", null, $"{refusal.Standing?.Account.Scope} has too little left.") { MayRepeat = false };

    public static CallerError Unpriced(string model, string provider) => new(402, "insufficient_quota", "unpriced_call", null, $"{model} at {provider} has no known price.") { MayRepeat = false };
}
