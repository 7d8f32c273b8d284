using Tessera.Gateway.Calls;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Reports;

/// <summary>
/// <c>{id, generation_id, reason}</c> with either <c>amount_usd</c>, what is added or taken off, or <c>resolve</c>: <c>not_charged</c>,
/// or <c>charged</c> with the true <c>cost_usd</c>. Pure.
/// </summary>
internal static class CorrectionRequest
{
    public static readonly IReadOnlyList<string> Fields = ["id", "generation_id", "reason", "amount_usd", "resolve", "cost_usd"];

    private const int GenerationLengthMax = 64;

    public static Result<Correction, CallerError> Read(OrderBody body)
    {
        var id = body.Required("id", Correction.IdLengthMax);
        var generation = body.Required("generation_id", GenerationLengthMax);
        var reason = body.Required("reason", Correction.ReasonLengthMax);
        var add = body.Money("amount_usd", maySubtract: true, Correction.AmountMax);
        var resolve = body.Text("resolve", lengthMax: 16);
        var cost = body.Money("cost_usd", maySubtract: false, Correction.AmountMax);
        if (body.Error is null && Fault(body, add, resolve) is { } fault)
        {
            body.Refuse(fault.Field, fault.Sentence);
        }

        return body.Error is { } error ? error : new Correction(id!, generation!, reason!, add, resolve == "not_charged" ? Usd.Zero : cost);
    }

    /// <summary>What the ledger would not do, in words.</summary>
    public static CallerError Explain(CorrectionFault fault, Correction order) => fault switch
    {
        CorrectionFault.NoGeneration => new(404, CallerError.InvalidRequest, "generation_not_found", "generation_id", "There is neither an entry nor a record of this generation."),
        CorrectionFault.BelowZero => CallerError.Invalid("below_zero", "amount_usd", "The call would come to less than nothing. GET /v1/images/{id} says what it comes to now."),
        CorrectionFault.Open => CallerError.Invalid("not_settled", "amount_usd", "This call is at risk, or its cost is unknown. Settle it with \"resolve\": \"not_charged\", or \"charged\" and its true 'cost_usd'."),
        CorrectionFault.Settled => CallerError.Invalid("settled", "resolve", "Nothing of this call is at risk, and its cost is known. Use 'amount_usd' to add to it or take off it."),
        _ => new(409, CallerError.InvalidRequest, "id_in_use", "id", $"The correction '{Validation.FieldReader.Shorten(order.Id)}' is there already and says something else. Look at it with GET /v1/admin/entries, or choose another id."),
    };

    private static (string Field, string Sentence)? Fault(OrderBody body, Usd? add, string? resolve) => (add is not null, resolve) switch
    {
        (false, null) => ("amount_usd", "Give 'amount_usd', what is added or taken off, or 'resolve'."),
        (true, not null) => ("resolve", "Give either 'amount_usd' or 'resolve', not both."),
        (true, null) when add == Usd.Zero => ("amount_usd", "Adding nothing corrects nothing."),
        (true, null) when body.Has("cost_usd") => ("cost_usd", "'cost_usd' belongs to \"resolve\": \"charged\"."),
        (_, "charged") when !body.Has("cost_usd") => ("cost_usd", "Say what was charged: 'cost_usd'."),
        (_, "not_charged") when body.Has("cost_usd") => ("cost_usd", "What was not charged has no 'cost_usd'."),
        (_, null or "charged" or "not_charged") => null,
        _ => ("resolve", "'resolve' is not_charged or charged."),
    };
}
