using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Budgets;

/// <summary>
/// How much of its limits a key has left, in the headers that OpenAI's clients know, and a word of warning where a budget has
/// reached a soft threshold. Where several limits of one kind apply, the one with the least left is told.
/// </summary>
internal sealed class RateLimitHeaders(Allowances allowances, Holds holds, SoftThresholds thresholds, TimeProvider time)
{
    /// <summary>A structured list (RFC 8941): <c>team:design;period=month;percent=80</c>.</summary>
    public const string BudgetWarning = "x-tessera-budget-warning";

    /// <summary>Names that a browser's script may read.</summary>
    public const string Exposed = "x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests, "
        + "x-ratelimit-limit-images, x-ratelimit-remaining-images, x-ratelimit-reset-images, "
        + "x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens, " + BudgetWarning;

    private static readonly (Measure Measure, string Limit, string Remaining, string Reset)[] Names =
    [
        (Measure.Requests, "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        (Measure.Images, "x-ratelimit-limit-images", "x-ratelimit-remaining-images", "x-ratelimit-reset-images"),
        (Measure.Tokens, "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
    ];

    /// <summary>
    /// To be called once a hold is placed or refused. Headers come too late for a stream that was kept alive meanwhile; a
    /// threshold is logged all the same. A key without limits costs nothing.
    /// </summary>
    public void Write(HttpResponse response, ApiKey key)
    {
        if (allowances.Of(key).Count == 0)
        {
            return;
        }

        var standings = holds.Standings(key);
        var warning = Warning(standings);
        if (response.HasStarted)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (measure, limit, remaining, reset) in Names)
        {
            if (Tightest(standings, measure) is { } standing)
            {
                response.Headers[limit] = standing.Account.Limit.ToString(CultureInfo.InvariantCulture);
                response.Headers[remaining] = standing.Left.ToString(CultureInfo.InvariantCulture);
                response.Headers[reset] = Reset((standing.ResetsAt ?? now) - now);
            }
        }

        if (warning is not null)
        {
            response.Headers[BudgetWarning] = warning;
        }
    }

    /// <summary>As OpenAI writes it: <c>0s</c>, <c>6ms</c>, <c>1s</c>, <c>6m0s</c>.</summary>
    internal static string Reset(TimeSpan left)
    {
        if (left <= TimeSpan.Zero)
        {
            return "0s";
        }

        if (left < TimeSpan.FromSeconds(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalMilliseconds):0}ms");
        }

        var seconds = (long)Math.Ceiling(left.TotalSeconds);
        return seconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds}s") : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m{seconds % 60}s");
    }

    private static Standing? Tightest(IReadOnlyList<Standing> standings, Measure measure)
    {
        Standing? tightest = null;
        foreach (var standing in standings)
        {
            if (standing.Account.Measure == measure && (tightest is null || standing.Left < tightest.Left))
            {
                tightest = standing;
            }
        }

        return tightest;
    }

    private string? Warning(IReadOnlyList<Standing> standings)
    {
        StringBuilder? text = null;
        foreach (var standing in standings)
        {
            if (SoftThresholds.Reached(standing) is > 0 and var percent)
            {
                thresholds.Tell(standing, percent);
                text = text is null ? new StringBuilder() : text.Append(", ");
                text.Append(CultureInfo.InvariantCulture, $"{standing.Account.Scope};period={AccountText.Word(standing.Account.Period)};percent={percent}");
            }
        }

        return text?.ToString();
    }
}
