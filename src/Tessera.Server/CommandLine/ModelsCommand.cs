using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tessera.Gateway.Installation;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary><c>tessera models</c>: what the catalogue knows, and what is installed here.</summary>
internal static class ModelsCommand
{
    public static Command Make()
    {
        var filter = new Argument<string?>("filter") { Description = "Only models with this in their id or name", Arity = ArgumentArity.ZeroOrOne }.RefusingOptions();
        var (data, json) = (PlaceOptions.Data(), JsonOutput.Option());
        var command = new Command("models", "List the models that can be called, what they can and what a picture costs") { filter, data, json };
        command.SetAction(parsed => Print(parsed.GetValue(filter) ?? "", PlaceOptions.Read(parsed, data).DataDirectory, parsed.GetValue(json)));
        return command;
    }

    private static int Print(string filter, string dataDirectory, bool asJson)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var models = ModelLine.All(dataDirectory, today).Where(model => Has(model.Id, filter) || Has(model.Name, filter)).ToList();
        if (asJson)
        {
            Console.Out.Write(Json(models));
            return ExitCode.Done;
        }

        if (models.Count == 0)
        {
            throw new StartFault($"No model has '{filter}' in its id or name. {(filter is "list" or "add" or "remove" ? $"Did you mean 'tessera model {filter}'?" : "'tessera models' lists all of them.")}");
        }

        Console.Out.Write(Table(models).Write(Terminal.Dim, Terminal.Width));
        Console.Out.Write("\nUSD: a picture of 1024x1024 in medium quality, or what comes nearest; ~ estimated, ? not known.\nENDS: its creator switches it off on that day; † has done so. A test key draws any of them. engine: on this machine.\n");
        return ExitCode.Done;
    }

    internal static TextTable Table(IEnumerable<ModelLine> models)
    {
        var table = new TextTable("ID", "CAN", "USD", "ENDS", "ROUTES", "NAME");
        foreach (var model in models)
        {
            table.Add(
                model.Id,
                Can(model),
                Price(model.Price),
                model.ShutsDown is { } end ? $"{Day(end)}{(model.IsOff ? "†" : "")}" : "",
                string.Join(' ', model.Routes),
                model.Name);
        }

        return table;
    }

    internal static string Json(IEnumerable<ModelLine> models) => JsonOutput.Render(json =>
    {
        json.WriteStartArray();
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("id", model.Id);
            json.WriteString("name", model.Name);
            JsonOutput.WriteList(json, "can", model.Can);
            json.WriteBoolean("streams", model.Streams);
            WritePrice(json, model.Price);
            json.WriteString("shutdown_date", model.ShutsDown is { } end ? Day(end) : null);
            json.WriteBoolean("retired", model.IsOff);
            json.WriteString("successor", model.Successor);
            JsonOutput.WriteList(json, "routes", model.Routes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WritePrice(Utf8JsonWriter json, ModelPrice? price)
    {
        if (price is null)
        {
            json.WriteNull("price");
            return;
        }

        json.WriteStartObject("price");
        json.WriteString("usd", price.Amount.ToString());
        json.WriteString("size", price.Size);
        json.WriteString("quality", price.Quality);
        json.WriteBoolean("estimate", price.IsEstimate);
        json.WriteEndObject();
    }

    /// <summary>Short words keep the table within 100 columns.</summary>
    private static string Can(ModelLine model) => string.Join(' ', model.Can).Replace("generate", "draw", StringComparison.Ordinal);

    private static string Price(ModelPrice? price) => price is null ? "?" : price.Amount.Nanos == 0 ? "free" : $"{(price.IsEstimate ? "~" : "")}{Rounded(price)}";

    /// <summary>Four places tell apart the cheapest pictures there are.</summary>
    private static string Rounded(ModelPrice price) => (price.Amount.Nanos / 1_000_000_000m).ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
