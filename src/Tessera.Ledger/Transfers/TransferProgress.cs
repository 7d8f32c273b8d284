namespace Tessera.Ledger.Transfers;

/// <summary>How far a transfer has come.</summary>
/// <param name="Table">The table it is at.</param>
/// <param name="Rows">Rows of it that are in both stores by now.</param>
/// <param name="Copied">Of these, the rows that were copied now; the others were there from an earlier run.</param>
/// <param name="Total">Rows of it in the source.</param>
public sealed record TransferProgress(string Table, long Rows, long Copied, long Total);
