using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Repeats;

/// <summary>
/// Whether a call without an <c>Idempotency-Key</c> is the repeat of an earlier one, or a new order: two equal orders on
/// purpose are two pictures. Pure.
/// </summary>
internal static class RepeatPolicy
{
    /// <summary>What the SDKs of OpenAI count up with each repeat of a call.</summary>
    public const string RetryCountHeader = "x-stainless-retry-count";

    /// <summary>An equal call this soon after its client left is taken for the same client, who tries again.</summary>
    public static readonly TimeSpan AfterLeaving = TimeSpan.FromSeconds(120);

    /// <summary>
    /// For a call that says it is a repeat: the SDKs give up after 10 minutes and pause up to 8 s, and what ended before may
    /// have gone into a proxy that never passed it on.
    /// </summary>
    public static readonly TimeSpan ForRepeats = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Clients that repeat a 502 or 504 at once without saying so (.NET's three repeats came within 4 ms) are told the same
    /// again; who waits longer than this means to order once more.
    /// </summary>
    public static readonly TimeSpan AfterRisk = TimeSpan.FromSeconds(10);

    /// <summary>How long a client that was told to ask again may take: <c>retry-after</c> is at most 60 s.</summary>
    public static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(120);

    /// <summary>0 where the client does not say, or says no number.</summary>
    public static int RetryCount(HttpRequest request) =>
        int.TryParse(request.Headers[RetryCountHeader].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    /// <summary>
    /// The place in <paramref name="earlier"/> (oldest first) of the call that this one repeats; -1 for a new order. A
    /// <see cref="CallState.Refused"/> one is repeated by a new order.
    /// </summary>
    public static int Choose(ReadOnlySpan<EarlierCall> earlier, int retryCount, DateTimeOffset now)
    {
        var window = retryCount > 0 ? ForRepeats : AfterLeaving;
        var (refused, running, ended, risked) = (-1, -1, -1, -1);
        for (var i = 0; i < earlier.Length; i++)
        {
            var call = earlier[i];
            switch (call.State)
            {
                case CallState.Refused:
                    refused = refused < 0 && now - call.EndedAt <= AfterRefusal ? i : refused;
                    break;
                case var _ when now - call.LeftAt <= window:
                    // The one that has waited longest for its client.
                    return i;
                case CallState.Running:
                    running = i;
                    break;
                default:
                    ended = now - call.EndedAt <= ForRepeats ? i : ended;
                    risked = call.State == CallState.AtRisk && now - call.EndedAt <= AfterRisk ? i : risked;
                    break;
            }
        }

        if (retryCount == 0)
        {
            return risked;
        }

        // Of two equal orders one was refused: its repeat is no repeat of the other, which is still being answered. And a
        // connection that died in a proxy looks alive from here.
        return refused >= 0 ? refused : running >= 0 ? running : ended;
    }
}
