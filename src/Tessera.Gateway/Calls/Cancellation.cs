namespace Tessera.Gateway.Calls;

/// <summary>What becomes of a call that somebody cancels.</summary>
internal static class Cancellation
{
    /// <param name="acceptance">What a provider may charge for by then.</param>
    public static Failure Of(FailedAt step, Acceptance acceptance) => new(step, Blame.Caller, acceptance, null, CallerError.Invalid(
        "generation_cancelled", null, acceptance == Acceptance.NotAccepted
            ? "This generation was cancelled before anybody charged for it."
            : "This generation was cancelled. The provider had been asked by then and may charge for it, which is booked as at-risk.") with { MayRepeat = false });
}
