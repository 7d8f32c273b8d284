namespace Tessera.Ledger;

/// <summary>
/// The books cannot be opened or written. <see cref="Exception.Message"/> is a sentence for the operator: it names the file
/// and says what to do. The one exception that callers of this project need to expect.
/// </summary>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
