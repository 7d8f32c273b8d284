namespace Tessera.Ledger.Holds;

/// <summary>So much, drawn from one window.</summary>
/// <param name="Booked">Of it, what the database counts as spent already, because this process was taken for dead.</param>
internal record struct Draw(Window Window, long Amount, long Booked = 0)
{
    public readonly long Held => Amount - Booked;

    public readonly void Deconstruct(out Window window, out long amount) => (window, amount) = (Window, Amount);
}
