using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Budgets;

/// <summary>Whether a key may call a model. Pure.</summary>
internal static class ModelAccess
{
    /// <summary>More names than these make no sentence.</summary>
    private const int NamesMax = 20;

    /// <summary>Null: it may.</summary>
    public static CallerError? Refusal(ApiKey key, ModelCard model)
    {
        if (key.Models is not { } models || models.Contains(model.Id, StringComparer.Ordinal))
        {
            return null;
        }

        var more = models.Count > NamesMax ? $" and {models.Count - NamesMax} more" : "";
        return new(403, CallerError.InvalidRequest, "model_not_allowed", "model", $"This key may not call {model.Id}. It may call {string.Join(", ", models.Take(NamesMax))}{more}.");
    }
}
