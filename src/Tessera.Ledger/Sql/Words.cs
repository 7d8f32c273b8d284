using System.Diagnostics;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Entries;
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

    public static string Of(EntryKind kind) => kind switch
    {
        EntryKind.Charge => "charge",
        EntryKind.AtRisk => "at_risk",
        EntryKind.Unpriced => "unpriced",
        EntryKind.Correction => "correction",
        EntryKind.Reprice => "reprice",
        _ => throw new UnreachableException(),
    };

    public static EntryKind EntryKindOf(string text) => text switch
    {
        "charge" => EntryKind.Charge,
        "at_risk" => EntryKind.AtRisk,
        "unpriced" => EntryKind.Unpriced,
        "correction" => EntryKind.Correction,
        "reprice" => EntryKind.Reprice,
        _ => throw new UnknownWordFault($"{text} is no kind of entry"),
    };

    public static Outcome OutcomeOf(string text) => text switch
    {
        "completed" => Outcome.Completed,
        "failed" => Outcome.Failed,
        "cancelled" => Outcome.Cancelled,
        _ => throw new UnknownWordFault($"{text} is no outcome"),
    };

    public static string Of(Measure measure) => measure switch
    {
        Measure.Money => "money",
        Measure.Requests => "requests",
        Measure.Images => "images",
        Measure.Tokens => "tokens",
        Measure.Pixels => "pixels",
        Measure.Calls => "calls",
        _ => throw new UnreachableException(),
    };

    public static Measure MeasureOf(string text) => text switch
    {
        "money" => Measure.Money,
        "requests" => Measure.Requests,
        "images" => Measure.Images,
        "tokens" => Measure.Tokens,
        "pixels" => Measure.Pixels,
        "calls" => Measure.Calls,
        _ => throw new UnknownWordFault($"{text} is no measure"),
    };

    public static string Of(Period period) => period switch
    {
        Period.Minute => "minute",
        Period.Day => "day",
        Period.Week => "week",
        Period.Month => "month",
        Period.Total => "total",
        _ => throw new UnreachableException(),
    };

    public static Period PeriodOf(string text) => text switch
    {
        "minute" => Period.Minute,
        "day" => Period.Day,
        "week" => Period.Week,
        "month" => Period.Month,
        "total" => Period.Total,
        _ => throw new UnknownWordFault($"{text} is no period"),
    };

    public static Scope ScopeOf(string text) => text.Split(':', 2) switch
    {
        ["gateway"] => Scope.Gateway,
        ["team", var name] => Scope.Team(name),
        ["key", var id] => Scope.Key(id),
        _ => throw new UnknownWordFault($"{text} is no owner of an account"),
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
