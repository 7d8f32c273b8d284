using Tessera.Ledger.Records;

namespace Tessera.Ledger.Holds;

/// <summary>The record of a call whose process died while a provider was asked. Pure.</summary>
internal static class Interrupted
{
    public const string ErrorCode = "interrupted";

    /// <summary>Nobody knows what it came to, so that all that was set aside is at risk.</summary>
    public static GenerationRecord Of(HoldNote note) => note.Record with
    {
        Outcome = Outcome.Failed,
        ErrorCode = ErrorCode,
        ErrorMessage = "The gateway stopped while the provider was working. The provider may charge for the call.",
        Cost = null,
        AtRisk = note.Worst,
    };
}
