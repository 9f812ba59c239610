using System.CommandLine;
using System.Globalization;
using Bellman.Cli.Terminal;
using Bellman.Drawing;
using Bellman.Environments;
using Bellman.Training;

namespace Bellman.Cli.Commands;

/// <summary><c>bellman play</c>: plays the best policy of a run in the terminal or as a GIF.</summary>
internal static class PlayCommand
{
    private const int FilmRows = 8;

    public static Command Create(ConsoleOutput shell, StopSignal stop)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of a run." };
        Option<int> episodes = Flags.Count("--episodes", 1, 1, "Episodes to play.");
        Option<ulong?> seed = Flags.Seed("Seed of the episodes. [default: the run's]");
        var gif = new Option<string?>("--gif") { Description = "Record a GIF instead of drawing in the terminal.", HelpName = "FILE" };
        Option<(int Width, int Height)?> size = Flags.Size("--size", "Size of the GIF in pixels. [default: the environment's]");
        var filmstrip = new Option<string?>("--filmstrip")
        {
            Description = "Write the network's first observations to a PNG.", HelpName = "FILE",
        };
        Option<string?> environment = Flags.Environment(), rom = Flags.Rom("Atari ROM. [default: the one of the training]");
        var command = new Command("play", "Watch the policy of a run.") { folder, episodes, seed, gif, size, filmstrip, environment, rom };
        command.SetAction(parsed =>
        {
            string? gifFile = OutputName.Named(parsed.GetValue(gif), "--gif", ".gif");
            string? strip = OutputName.Named(parsed.GetValue(filmstrip), "--filmstrip", ".png");
            KeptPolicy kept = KeptPolicy.Open(shell, parsed.GetValue(folder)!, parsed.GetValue(environment), parsed.GetValue(rom));
            RunOptions options = kept.Options;
            ulong episodeSeed = Seeds.For(parsed.GetValue(seed) ?? options.Seed, RandomStream.Score);
            using var playback = new Playback(kept.Policy, kept.CreateEnvironment(), episodeSeed, options.LongestEpisode, options.EvaluateEpsilon);
            IScreen screen = playback.Environment as IScreen
                ?? throw new BellmanException($"{options.Environment} cannot draw itself: use 'bellman evaluate'.");
            if (strip is not null)
            {
                // In an environment of its own: a console remembers the episode before, and would play another one afterwards.
                using var film = new Playback(kept.Policy, kept.CreateEnvironment(), episodeSeed, options.LongestEpisode, options.EvaluateEpsilon);
                DrawFilm(shell, film, strip);
            }
            if (gifFile is { } file)
            {
                (int width, int height) = parsed.GetValue(size) ?? (screen.Width, screen.Height);
                OutputFile.Write(file, stream => Record(shell, playback, screen, stream, new Canvas(width, height), parsed.GetValue(episodes), stop));
                shell.Out.WriteLine(Printable.Of(file));
            }
            else if (strip is null)
            {
                Show(shell, playback, screen, parsed.GetValue(episodes), stop);
            }
            return stop.IsSet ? App.Stopped : App.Fine;
        });
        return command;
    }

    private static void Record(ConsoleOutput shell, Playback playback, IScreen screen, Stream file, Canvas canvas, int episodes, StopSignal stop)
    {
        using var recording = new Gif(file, canvas.Width, canvas.Height);
        for (int number = 0; number < episodes && !stop.IsSet; number++)
        {
            foreach (Playback _ in playback.Episode(number).TakeWhile(_ => !stop.IsSet))
            {
                screen.Draw(canvas);
                recording.Add(canvas, 1 / screen.FramesPerSecond);
            }
            shell.Out.WriteLine(Caption(playback, number));
        }
    }

    private static void DrawFilm(ConsoleOutput shell, Playback playback, string file)
    {
        EnvironmentSpec spec = playback.Environment.Spec;
        ImageShape shape = spec.Image
            ?? throw new BellmanException(
                $"{spec.Name} is seen as numbers here, not as pictures: leave --filmstrip out, or train with --set pixels.on=true.");
        float[][] seen = [.. playback.Episode(0).Take(FilmRows).Select(now => now.Observation.ToArray())];
        OutputFile.Write(file, stream => Png.Write(Filmstrip.Draw(seen, shape), stream));
        shell.Out.WriteLine(Printable.Of(file));
    }

    private static void Show(ConsoleOutput shell, Playback playback, IScreen screen, int episodes, StopSignal stop)
    {
        using TerminalMovie? movie = shell.IsLive ? new(shell, screen, screen.FramesPerSecond) : null;
        for (int number = 0; number < episodes && !stop.IsSet; number++)
        {
            foreach (Playback _ in playback.Episode(number).TakeWhile(_ => !stop.IsSet))
            {
                movie?.Show(screen, Caption(playback, number));
            }
            if (movie is null)
            {
                shell.Out.WriteLine(Caption(playback, number));
            }
        }
    }

    private static string Caption(Playback playback, int number)
        => string.Create(CultureInfo.InvariantCulture, $"episode {number + 1}: score {playback.Return:0.##} after {playback.Length} steps");
}
