namespace Tessera.Ledger.Holds;

/// <summary>What came of asking for a hold: exactly one of the two is there.</summary>
public readonly struct HoldResult
{
    public HoldResult(Hold hold) => Hold = hold;

    public HoldResult(Refusal refusal) => Refusal = refusal;

    public Hold? Hold { get; }

    public Refusal? Refusal { get; }
}
