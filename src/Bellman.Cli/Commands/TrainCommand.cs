using System.CommandLine;
using Bellman.Cli.Options;
using Bellman.Cli.Terminal;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman train</c>: trains an agent and keeps everything about it in a folder.</summary>
internal static class TrainCommand
{
    public static Command Create(ConsoleOutput shell, StopSignal stop)
    {
        var environment = new Argument<string?>("ENV")
        {
            Description = "The environment, such as CartPole-v1 or FrozenLake-v1:map=8x8.", Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> rom = Flags.Rom("Atari ROM. [default: searched in the folder BELLMAN_ROMS]");
        var preset = new Option<string?>("--preset") { Description = "Preset to start from. [default: the environment's]", HelpName = "P" };
        Option<string?>[] flags =
        [
            Flag("--seed", "Seed of every random stream."), Flag("--steps", "Training steps, all lanes together."),
            Flag("--lanes", "Copies of the environment that are stepped together."), Flag("--threads", "Threads that compute; the result is the same."),
        ];
        var set = new Option<string[]>("--set")
        {
            Description = "Change an option, such as gamma=0.99 ('bellman inspect' lists them).", HelpName = "option=value",
        };
        var config = new Option<string?>("--config") { Description = "Options from a JSON file, such as a run's config.json.", HelpName = "FILE" };
        var folder = new Option<string?>("--out") { Description = "Folder of the run. [default: a new one under runs/]", HelpName = "DIR" };
        var resume = new Option<string?>("--resume") { Description = "Resume the run in this folder; --steps can extend it.", HelpName = "DIR" };
        var saveEvery = Flags.Seconds("--save-every", 10, "Seconds between two checkpoints.");
        var watch = Flags.Switch("--watch", "Show the first lane while it trains.");
        Option<bool> json = Flags.Json();
        var command = new Command("train", "Train an agent.") { environment };
        foreach (Option option in (Option[])[rom, preset, .. flags, set, config, folder, resume, saveEvery, watch, json])
        {
            command.Add(option);
        }
        command.SetAction(parsed =>
        {
            var request = new TrainRequest
            {
                Environment = parsed.GetValue(environment),
                Rom = parsed.GetValue(rom),
                Preset = parsed.GetValue(preset),
                Config = parsed.GetValue(config),
                Assignments =
                [
                    .. flags.Where(flag => parsed.GetValue(flag) is not null).Select(flag => $"{flag.Name.TrimStart('-')}={parsed.GetValue(flag)}"),
                    .. parsed.GetValue(set) ?? [],
                ],
            };
            var every = TimeSpan.FromSeconds(parsed.GetValue(saveEvery));
            var session = new TrainSession(shell, stop, parsed.GetValue(json), parsed.GetValue(watch));
            return parsed.GetValue(resume) is { } saved
                ? session.Resume(request, saved, parsed.GetValue(folder), every)
                : session.Start(request, parsed.GetValue(folder), every);
        });
        return command;
    }

    private static Option<string?> Flag(string name, string help) => new(name) { Description = help, HelpName = "N" };
}
