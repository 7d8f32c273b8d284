using Spectre.Console;

namespace Tessera.Server.Generating;

/// <summary>A bar on stderr that moves with each partial picture, or with the tokens of a model that runs in the gateway; for pipes and files, nothing.</summary>
internal static class ProgressLine
{
    public static bool IsShown => !Console.IsErrorRedirected;

    /// <param name="partials">How many will come; with none, the bar runs to and fro.</param>
    public static async Task<T> ShowAsync<T>(string what, int partials, Func<Action<Movement>, Task<T>> work)
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
                var hasTokens = false;
                return await work(moved =>
                {
                    // Tokens are the finer measure: once they are told, partial pictures move nothing.
                    if (moved is { Total: null, Note: null } && hasTokens)
                    {
                        return;
                    }

                    hasTokens |= moved.Total is not null;
                    task.Description = Markup.Escape(moved.Note is null ? what : $"{what}, {moved.Note}");
                    task.IsIndeterminate = false;
                    (task.MaxValue, task.Value) = ((moved.Total ?? partials) + 1, Math.Min(moved.Done, moved.Total ?? partials));
                });
            });
    }
}
