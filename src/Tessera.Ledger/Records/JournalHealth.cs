namespace Tessera.Ledger.Records;

/// <summary>How writing goes.</summary>
/// <param name="Fault">Why nothing can be written just now, as a sentence; null while all is well.</param>
/// <param name="Waiting">Records in memory that are not written yet.</param>
/// <param name="Lost">Records given up since the start: refused by the database for what they hold, or still waiting at the end of the process.</param>
public sealed record JournalHealth(string? Fault, int Waiting, long Lost)
{
    public bool IsHealthy => Fault is null;
}
