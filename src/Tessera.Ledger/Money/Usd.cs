using System.Buffers;
using System.Globalization;

namespace Tessera.Ledger.Money;

/// <summary>
/// An amount of US dollars in whole nano-dollars: 1 USD = 10^9. Exact for every list price there is
/// (0.001 USD per million tokens is one unit a token); the largest amount is some 9.2 thousand million USD.
/// </summary>
public readonly record struct Usd(long Nanos) : IComparable<Usd>
{
    private const long NanosPerUsd = 1_000_000_000;

    // Ten digits, the point, nine places: 9223372036.854775807.
    private const int TextLengthMax = 20;

    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");

    public static Usd Zero => default;

    public static Usd operator +(Usd left, Usd right) => new(checked(left.Nanos + right.Nanos));

    public static Usd operator -(Usd left, Usd right) => new(checked(left.Nanos - right.Nanos));

    public static bool operator <(Usd left, Usd right) => left.Nanos < right.Nanos;

    public static bool operator >(Usd left, Usd right) => left.Nanos > right.Nanos;

    public static bool operator <=(Usd left, Usd right) => left.Nanos <= right.Nanos;

    public static bool operator >=(Usd left, Usd right) => left.Nanos >= right.Nanos;

    /// <summary>
    /// This amount buys <paramref name="per"/> units; what do <paramref name="quantity"/> of them cost? The one place where
    /// money is rounded: up to the next nano-dollar, so that a sum of parts is never under the whole.
    /// </summary>
    /// <exception cref="OverflowException">The cost does not fit.</exception>
    public Usd For(long quantity, long per)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(per);
        var (whole, rest) = Int128.DivRem((Int128)Nanos * quantity, per);
        return new Usd(checked((long)(whole + (rest > 0 ? 1 : 0))));
    }

    /// <summary>Reads a plain decimal (<c>0.042</c>): no sign, no exponent, at most nine places.</summary>
    public static bool TryParse(string? text, out Usd amount)
    {
        amount = default;
        // Longer texts cannot fit, and beyond 28 digits decimal rounds: 29 places would quietly become 0.
        if (text is null || text.Length > TextLengthMax || text.AsSpan().ContainsAnyExcept(DigitsAndPoint)
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > (decimal)long.MaxValue / NanosPerUsd
            || decimal.Truncate(value * NanosPerUsd) != value * NanosPerUsd)
        {
            return false;
        }

        amount = new Usd((long)(value * NanosPerUsd));
        return true;
    }

    /// <summary>A plain decimal such as <c>0.042</c>: no exponent, no trailing zeros, <c>0</c> for nothing.</summary>
    public override string ToString() => ((decimal)Nanos / NanosPerUsd).ToString("0.#########", CultureInfo.InvariantCulture);

    public int CompareTo(Usd other) => Nanos.CompareTo(other.Nanos);
}
