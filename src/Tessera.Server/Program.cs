using System.CommandLine;
using System.CommandLine.Invocation;
using Tessera.Server.CommandLine;
using Tessera.Server.Serving;

using var stop = new StopSignal();
try
{
    var parsed = TesseraCommand.Make().Parse(args);
    if (parsed.Action is ParseErrorAction)
    {
        await Console.Error.WriteLineAsync(Misuse.Explain(parsed));
        return ExitCode.Misused;
    }

    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
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
