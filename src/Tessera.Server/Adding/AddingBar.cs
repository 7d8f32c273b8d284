using System.Globalization;
using Spectre.Console;

namespace Tessera.Server.Adding;

/// <summary>How far a conversion is, on stderr: a bar with bytes and the time left; for pipes and files a line for each tenth.</summary>
internal static class AddingBar
{
    /// <param name="what">The model.</param>
    /// <param name="bytes">To be written.</param>
    /// <param name="work">Tells how many more bytes are written.</param>
    public static T Show<T>(string what, long bytes, Func<Action<long>, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(Lines(what, bytes, Console.Error));
        }

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: bytes);
                return work(written => task.Increment(written));
            });
    }

    internal static Action<long> Lines(string what, long bytes, TextWriter output)
    {
        var (done, told) = (0L, 0L);
        return written =>
        {
            done += written;
            if (done * 10 / bytes > told)
            {
                told = done * 10 / bytes;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {told * 10} % of {bytes / (1 << 20)} MiB"));
            }
        };
    }
}
