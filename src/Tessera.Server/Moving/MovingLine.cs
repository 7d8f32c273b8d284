using System.Globalization;
using Tessera.Ledger.Transfers;

namespace Tessera.Server.Moving;

/// <summary>A line for each table on stdout when it is done; on a terminal, before that, how far it is.</summary>
internal sealed class MovingLine(TextWriter output, bool isTerminal)
{
    private TransferProgress? _last;

    public void Show(TransferProgress progress)
    {
        if (_last is { } before && before.Table != progress.Table)
        {
            End();
        }

        _last = progress;
        if (isTerminal)
        {
            output.Write($"\r{Text(progress)} {Percent(progress)} %  ");
        }
    }

    /// <summary>Ends the line of the last table.</summary>
    public void End()
    {
        if (_last is { } last)
        {
            output.WriteLine($"{(isTerminal ? "\r" : "")}{Text(last)}        ");
            _last = null;
        }
    }

    internal static string Text(TransferProgress progress) => string.Create(
        CultureInfo.InvariantCulture, $"{progress.Table,-18} {progress.Rows,12:#,0} rows, {progress.Copied,12:#,0} copied now");

    private static long Percent(TransferProgress progress) => progress.Total == 0 ? 100 : progress.Rows * 100 / progress.Total;
}
