using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Calls;

/// <summary>The step at which a call failed.</summary>
internal enum FailedAt
{
    Fetch,
    Connect,
    Headers,
    Body,
    Draw,
    Store,
}

internal enum Blame
{
    Caller,
    Provider,
    Gateway,
}

/// <summary>What is known of the provider's bill when a call failed.</summary>
internal enum Acceptance
{
    /// <summary>The provider surely made nothing: another route may be tried.</summary>
    NotAccepted,

    /// <summary>The provider may be making the picture, and charge for it: no other route is tried, and SDKs are told not to repeat.</summary>
    MaybeAccepted,

    /// <summary>The picture was made and is paid for, but did not arrive whole.</summary>
    Produced,
}

internal static class AcceptanceWords
{
    /// <summary>The word in the books and in the API.</summary>
    public static string Word(this Acceptance acceptance) => acceptance switch
    {
        Acceptance.NotAccepted => "not_accepted",
        Acceptance.MaybeAccepted => "maybe_accepted",
        _ => "produced",
    };
}

/// <summary>Why an attempt came to nothing: the step, whose fault it was, what it may have cost, and what the caller is told.</summary>
internal sealed record Failure(FailedAt Step, Blame Blame, Acceptance Acceptance, int? UpstreamStatus, CallerError Error)
{
    /// <summary>
    /// A caller's fault fails the same way everywhere; what may be paid for is not asked for twice, unless the operator would
    /// rather pay twice than have no picture.
    /// </summary>
    public bool MayTryNext(MaybeAcceptedPolicy policy) => Blame != Blame.Caller
        && (Acceptance == Acceptance.NotAccepted || (Acceptance == Acceptance.MaybeAccepted && policy == MaybeAcceptedPolicy.Next));
}
