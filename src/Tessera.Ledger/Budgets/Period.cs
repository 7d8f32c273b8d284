namespace Tessera.Ledger.Budgets;

/// <summary>How long a limit holds before its count begins anew. Minutes are for rates; the others for money.</summary>
public enum Period
{
    Minute,
    Day,

    /// <summary>From Monday.</summary>
    Week,

    Month,

    /// <summary>Never anew.</summary>
    Total,
}
