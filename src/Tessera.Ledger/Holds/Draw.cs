namespace Tessera.Ledger.Holds;

/// <summary>So much, drawn from one window.</summary>
internal record struct Draw(Window Window, long Amount);
