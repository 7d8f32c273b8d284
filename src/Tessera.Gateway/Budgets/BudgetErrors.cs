using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;

namespace Tessera.Gateway.Budgets;

/// <summary>What a caller is told for whom nothing could be set aside. Money is 402, which no SDK repeats; what time mends is 429. Pure.</summary>
internal static class BudgetErrors
{
    /// <summary>SDKs ignore a longer wait, and repeat at once (spec section 9.4).</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    /// <summary>Where nobody can say when it might fit: a call in flight takes seconds to minutes.</summary>
    private static readonly TimeSpan WaitUnknown = TimeSpan.FromSeconds(5);

    public static CallerError Of(Refusal refusal) => refusal switch
    {
        { Reason: RefusalReason.Unavailable } or { Standing: null } => Unavailable(refusal),
        { Standing: { Account.Measure: Measure.Money } standing } => Money(standing, refusal.Needed),
        { Standing: { } standing } when refusal.Needed > standing.Account.Limit => TooLarge(standing, refusal.Needed),
        { Reason: RefusalReason.Line, Standing: { } standing } => Line(standing, Wait(refusal)),
        { Standing: { } standing } => Rate(standing, refusal.Needed, Wait(refusal)),
    };

    /// <summary>A call that nobody can price, under a budget, where the settings say to refuse it.</summary>
    public static CallerError Unpriced(string model, string provider) => new(
        402,
        "insufficient_quota",
        "unpriced_call",
        "model",
        $"The price of {model} at {provider} is not known, and this key has a budget. Use a model with a price, or let an operator set budgets.unpriced to \"hold\".")
    {
        MayRepeat = false,
    };

    private static CallerError Money(Standing standing, long needed)
    {
        var account = standing.Account;
        var remedy = needed > account.Limit ? "This call can never fit: ask for less, or raise the budget."
            : standing.ResetsAt is { } resets ? $"It begins anew at {Moment(resets)}; until then raise it, or use another key."
            : "It does not begin anew: raise it, or use another key.";
        return new(
            402,
            "insufficient_quota",
            "budget_exceeded",
            null,
            $"The {AccountText.Name(account)} has too little left for this call: its limit is {Show(account, account.Limit)} USD, {Show(account, standing.Spent)} are spent, "
            + $"{Show(account, standing.Held)} are held for calls that run, and this call may cost {Show(account, needed)}. {remedy}")
        {
            MayRepeat = false,
        };
    }

    private static CallerError Rate(Standing standing, long needed, TimeSpan wait)
    {
        var account = standing.Account;
        return Limited(
            account,
            $"The {AccountText.Name(account)} is reached: Limit {Show(account, account.Limit)}, Used {Show(account, standing.Spent + standing.Held)}, Requested {Show(account, needed)}.",
            wait);
    }

    private static CallerError Line(Standing standing, TimeSpan wait) => Limited(
        standing.Account,
        $"The {AccountText.Name(standing.Account)} is reached, and this call could not wait in line for it: the line is full, or its {Seconds(standing.Account.Wait)} seconds were over.",
        wait);

    private static CallerError TooLarge(Standing standing, long needed)
    {
        var account = standing.Account;
        return new(
            429,
            Bucket(account.Measure),
            "rate_limit_exceeded",
            null,
            $"This call is too large for the {AccountText.Name(account)}: Limit {Show(account, account.Limit)}, Requested {Show(account, needed)}. Ask for less; waiting does not help.")
        {
            RetryAfter = WaitMax,
            MayRepeat = false,
        };
    }

    private static CallerError Unavailable(Refusal refusal)
    {
        var wait = Wait(refusal);
        return new(503, "server_error", "books_unavailable", null, $"The books cannot be reached, and without them nothing is spent. Please try again in {Seconds(wait)}s.") { RetryAfter = wait };
    }

    // Clients parse "Please try again in 5s".
    private static CallerError Limited(Account account, string sentence, TimeSpan wait) =>
        new(429, Bucket(account.Measure), "rate_limit_exceeded", null, $"{sentence} Please try again in {Seconds(wait)}s.") { RetryAfter = wait };

    /// <summary>OpenAI's word for what has run out.</summary>
    private static string Bucket(Measure measure) => measure switch
    {
        Measure.Tokens => "tokens",
        Measure.Images or Measure.Pixels => "images",
        _ => "requests",
    };

    private static TimeSpan Wait(Refusal refusal) => Within(refusal.RetryAfter ?? WaitUnknown);

    /// <summary>Whole seconds, as the header has them; at least one, or a client repeats at once.</summary>
    private static TimeSpan Within(TimeSpan wait) => wait >= WaitMax ? WaitMax : TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(wait.TotalSeconds)));

    private static string Seconds(TimeSpan wait) => wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private static string Show(Account account, long amount) => AccountText.Amount(account, amount);

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
