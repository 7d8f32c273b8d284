using System.CommandLine;
using Tessera.Server.CommandLine;
using Tessera.Server.Serving;

using var stop = new StopSignal();
try
{
    var parsed = TesseraCommand.Make().Parse(args);
    var exit = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
    return parsed.Errors.Count > 0 ? ExitCode.Misused : exit;
}
catch (Exception fault) when (StartFaults.Explain(fault) is { } sentence)
{
    await Console.Error.WriteLineAsync($"tessera: {sentence}");
    return ExitCode.Failed;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return ExitCode.Interrupted;
}
