using System.CommandLine;
using System.CommandLine.Help;
using Bellman.Cli.Commands;
using Bellman.Cli.Terminal;

namespace Bellman.Cli;

/// <summary>The command line as a function of its arguments.</summary>
internal static class App
{
    /// <summary>Everything went well.</summary>
    public const int Fine = 0;

    /// <summary>Something that nobody expected.</summary>
    public const int Unexpected = 1;

    /// <summary>The user's mistake: one sentence said which.</summary>
    public const int Mistake = 2;

    /// <summary>Stopped by Ctrl-C, SIGTERM or the end of the terminal, everything saved.</summary>
    public const int Stopped = 130;

    public static int Run(string[] args, ConsoleOutput shell)
    {
        using var stop = new StopSignal(shell);
        Unix.IgnoreFilesThatMayNotGrow();
        // A folder may begin with an at sign, which the parser would take for a file of arguments.
        ParseResult parsed = Root(shell, stop).Parse(Helpful(args), new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (Complaint.About(parsed) is { } sentence)
        {
            return Fail(shell, sentence);
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = shell.Out, Error = shell.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
        }
        catch (OperationCanceledException) when (stop.IsSet)
        {
            return Stopped;
        }
        catch (Exception mistake) when (mistake is BellmanException or IOException or UnauthorizedAccessException)
        {
            return Fail(shell, mistake.Message);
        }
        catch (OutOfMemoryException)
        {
            return Fail(shell, "This machine has not enough memory for so much at once: set memory, batch, lanes or the network lower.");
        }
        catch (Exception bug)
        {
            shell.Error.WriteLine($"bellman: this should not have happened; please report it. {bug}");
            return Unexpected;
        }
    }

    private static string[] Helpful(string[] args) => args switch
    {
        [] => ["--help"],
        ["help", .. var about] => [.. about, "--help"],
        _ => args,
    };

    // Not a RootCommand: that one takes the name of the executable, which is 'Bellman.Cli' or 'testhost'.
    private static Command Root(ConsoleOutput shell, StopSignal stop) => new("bellman", "Deep Q-learning: train agents, watch them play, compare runs.")
    {
        new HelpOption(),
        new VersionOption(),
        ListCommand.Create(shell),
        TrainCommand.Create(shell, stop),
        EvaluateCommand.Create(shell, stop),
        PlayCommand.Create(shell, stop),
        SolveCommand.Create(shell),
        PlotCommand.Create(shell),
        InspectCommand.Create(shell),
        BenchCommand.Create(shell),
        RomsCommand.Create(shell),
        TraceCommand.Create(shell),
    };

    private static int Fail(ConsoleOutput shell, string sentence)
    {
        try
        {
            shell.Error.WriteLine($"bellman: {Printable.Of(sentence)}");
        }
        catch (IOException)
        {
            // Standard error is gone, too: the code says the rest.
        }
        return Mistake;
    }
}
