using Spectre.Console;

namespace Tessera.Server.Generating;

/// <summary>A bar on stderr that moves with each partial picture; for pipes and files, nothing.</summary>
internal static class ProgressLine
{
    public static bool IsShown => !Console.IsErrorRedirected;

    /// <param name="partials">How many will come; with none, the bar runs to and fro.</param>
    public static async Task<T> ShowAsync<T>(string what, int partials, Func<Action<int>, Task<T>> work)
    {
        if (!IsShown)
        {
            return await work(_ => { });
        }

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: partials + 1);
                task.IsIndeterminate = partials == 0;
                return await work(done => task.Value = Math.Min(done, partials));
            });
    }
}
