using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Inference.Packs;
using Tessera.Inference.Weights;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>Why a model on this machine drew nothing, and what the caller is told. Nobody charges for any of it.</summary>
internal static class EngineFailures
{
    private const string ServerError = "server_error";

    /// <summary>A picture takes from seconds to minutes, so that a short wait would be in vain.</summary>
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(5);

    /// <param name="waiting">Calls that wait already.</param>
    public static Failure Busy(string model, int waiting) => Of(new(
        503, ServerError, "engine_busy", null, string.Create(CultureInfo.InvariantCulture, $"{model} has {waiting} calls waiting on this machine. Please try again in {BusyFor.TotalSeconds}s.")) { RetryAfter = BusyFor });

    /// <param name="others">The models whose pictures are being drawn.</param>
    public static Failure MemoryTaken(string model, IEnumerable<string> others) => Of(new(
        503, ServerError, "engine_busy", null, string.Create(CultureInfo.InvariantCulture, $"There is no memory for {model} while {string.Join(" and ", others)} draws. Please try again in {BusyFor.TotalSeconds}s.")) { RetryAfter = BusyFor });

    /// <param name="needs">Bytes.</param>
    /// <param name="free">Bytes.</param>
    public static Failure DoesNotFit(string model, long needs, long free) => Of(new(
        503, ServerError, "model_does_not_fit", null, $"{model} needs {MemoryRoom.Gib(needs)} GiB of memory to draw, and {MemoryRoom.Gib(free)} GiB are free. Add it with fewer bits a weight ('tessera model add --precision'), or free some memory.") { MayRepeat = false });

    public static Failure Stopping() => Of(new(
        503, ServerError, "gateway_stopping", null, "This gateway is stopping, and the picture was not finished. Please try again in 5s.") { RetryAfter = StoppedFor });

    /// <summary>A prompt that does not fit is the caller's fault; all else that a model refuses is in its own files.</summary>
    public static Failure Of(string model, Refusal refusal) => refusal.Step == RefusedAt.Prompt
        ? new(FailedAt.Draw, Blame.Caller, Acceptance.NotAccepted, null, CallerError.Invalid("string_above_max_length", "prompt", $"{model} cannot take this prompt. {refusal.Reason}") with { MayRepeat = false })
        : Of(new(503, ServerError, "model_unusable", null, $"{model} cannot be used: {refusal} Add it again with 'tessera model add'.") { MayRepeat = false });

    private static Failure Of(CallerError error) => new(FailedAt.Draw, Blame.Gateway, Acceptance.NotAccepted, null, error);
}
