using System.Diagnostics;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;
using Tessera.Ledger.Webhooks;

namespace Tessera.Ledger.Sql;

/// <summary>The words of the database for what code has as members: lower case, and never renamed.</summary>
internal static class Words
{
    public static string Of(KeyKind kind) => kind switch
    {
        KeyKind.Live => "live",
        KeyKind.Test => "test",
        KeyKind.Admin => "admin",
        _ => throw new UnreachableException(),
    };

    public static KeyKind KindOf(string text) => text switch
    {
        "live" => KeyKind.Live,
        "test" => KeyKind.Test,
        "admin" => KeyKind.Admin,
        _ => throw new UnknownWordFault($"{text} is no kind of key"),
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Completed => "completed",
        Outcome.Failed => "failed",
        Outcome.Cancelled => "cancelled",
        _ => throw new UnreachableException(),
    };

    public static Outcome OutcomeOf(string text) => text switch
    {
        "completed" => Outcome.Completed,
        "failed" => Outcome.Failed,
        "cancelled" => Outcome.Cancelled,
        _ => throw new UnknownWordFault($"{text} is no outcome"),
    };

    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Pending => "pending",
        DeliveryState.Delivered => "delivered",
        DeliveryState.Dead => "dead",
        _ => throw new UnreachableException(),
    };

    public static DeliveryState DeliveryStateOf(string text) => text switch
    {
        "pending" => DeliveryState.Pending,
        "delivered" => DeliveryState.Delivered,
        "dead" => DeliveryState.Dead,
        _ => throw new UnknownWordFault($"{text} is no state of a delivery"),
    };
}
