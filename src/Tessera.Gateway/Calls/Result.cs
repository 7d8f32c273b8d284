using System.Diagnostics.CodeAnalysis;

namespace Tessera.Gateway.Calls;

/// <summary>A value, or why there is none.</summary>
internal readonly struct Result<TValue, TError>
    where TValue : class
    where TError : class
{
    private Result(TValue? value, TError? error) => (Value, Error) = (value, error);

    public TValue? Value { get; }

    public TError? Error { get; }

    public static implicit operator Result<TValue, TError>(TValue value) => new(value, null);

    public static implicit operator Result<TValue, TError>(TError error) => new(null, error);

    public bool Failed([NotNullWhen(true)] out TError? error, [NotNullWhen(false)] out TValue? value)
    {
        (error, value) = (Error, Value);
        return error is not null;
    }
}
