using System.CommandLine;
using System.Globalization;
using Bellman.Cli.Terminal;
using Bellman.Environments.Atari;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman trace</c>: what the console does with a ROM, to compare with another emulator.</summary>
internal static class TraceCommand
{
    private const int Actions = 18;

    public static Command Create(ConsoleOutput shell)
    {
        var rom = new Argument<string>("ROM") { Description = "The file of a ROM, known or not." };
        Option<int> frames = Flags.Count("--frames", 300, 1, "Frames to run.");
        var actions = new Option<string?>("--actions")
        {
            Description = "A file with one action from 0 to 17 per line, or a trace; without one, frame f has action 5f mod 18.",
            HelpName = "FILE",
        };
        Option<int> reset = Flags.Count("--reset-every", 0, 0, "Frames between two resets; 0 for none.");
        Option<int?> instructions = Flags.Number(
            "--instructions-of", "Tell the instructions of this frame, with registers and beam, before its line.", "FRAME");
        var paddles = Flags.Switch("--paddles", "Both sockets of an unknown ROM hold paddles.");
        var rewards = Flags.Switch("--rewards", "End each line with reward, lives and end.");
        var command = new Command("trace", "Print what the Atari console does with a ROM, frame by frame.")
        {
            rom, frames, actions, reset, instructions, paddles, rewards,
        };
        command.SetAction(parsed =>
        {
            var options = new TraceOptions
            {
                ResetEvery = parsed.GetValue(reset), InstructionsOf = parsed.GetValue(instructions),
                Paddles = parsed.GetValue(paddles), Rewards = parsed.GetValue(rewards),
            };
            IEnumerable<int> pressed = parsed.GetValue(actions) is { } file ? Read(file) : Cycle();
            foreach (string line in AtariTrace.Lines(parsed.GetValue(rom)!, pressed.Take(parsed.GetValue(frames)), options))
            {
                shell.Out.WriteLine(line);
            }
            return App.Fine;
        });
        return command;
    }

    private static IEnumerable<int> Cycle() => Enumerable.Range(0, int.MaxValue).Select(frame => (int)(5L * frame % Actions));

    // Of a trace's line the second word is the action; a line of one word is the action itself.
    private static IEnumerable<int> Read(string file)
    {
        int number = 0;
        foreach (string line in InputFile.ReadLines(file, "a list of actions"))
        {
            number++;
            string[] words = line.Split((char[])[' ', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }
            string word = words[words.Length > 1 ? 1 : 0];
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int action) || action >= Actions)
            {
                throw new BellmanException($"{file}, line {number}: '{line}' names no action from 0 to {Actions - 1}.");
            }
            yield return action;
        }
    }
}
