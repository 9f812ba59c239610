using System.Globalization;
using Bellman.Atari;

namespace Bellman.Environments.Atari;

/// <summary>What was plugged in, pressed and wanted for an <see cref="AtariTrace"/>.</summary>
internal sealed record TraceOptions
{
    /// <summary>Frames before each of which the game is reset; 0 for never again after the beginning.</summary>
    public int ResetEvery { get; init; }

    /// <summary>Whether both sockets of an unknown program hold paddles. A known game knows for itself.</summary>
    public bool Paddles { get; init; }

    /// <summary>The frame whose instructions are told, one by one before its line; null for none.</summary>
    public int? InstructionsOf { get; init; }

    /// <summary>Whether each line ends with reward, lives and end, as the game's rules have them.</summary>
    public bool Rewards { get; init; }
}

/// <summary>
/// What a program does, frame by frame, as hashes: to compare with what ALE does with the same program and actions. A
/// line is <c>frame action ram screen cyc=C sl=L</c>: 64-bit FNV-1a hashes of the RAM and of the picture, processor
/// cycles and lines of the frame.
/// </summary>
internal static class AtariTrace
{
    /// <summary>
    /// The lines, one for each action (0 to 17, numbered as in ALE), from the first frame after a reset.
    /// </summary>
    /// <exception cref="BellmanException">The file is no ROM.</exception>
    public static IEnumerable<string> Lines(string file, IEnumerable<int> actions, TraceOptions options)
    {
        AtariGame unknown = new("Rom", "", "", static (_, before) => before)
        {
            Sockets = new(LeftPaddles: options.Paddles, RightPaddles: options.Paddles),
        };
        Cartridge cartridge = AtariRoms.Load(unknown, file);
        AtariGame game = AtariRoms.Recognise(cartridge.Md5) ?? unknown;
        return Lines(new AtariMachine(game, cartridge, game.Modes[0], game.Difficulties[0]), actions, options);
    }

    private static IEnumerable<string> Lines(AtariMachine machine, IEnumerable<int> actions, TraceOptions options)
    {
        int frame = 0;
        foreach (int action in actions)
        {
            if (frame == 0 || (options.ResetEvery > 0 && frame % options.ResetEvery == 0) || machine.Reading.IsOver)
            {
                machine.Reset();
            }
            var told = new List<string>();
            machine.Act((JoystickAction)action, draw: true, frame == options.InstructionsOf ? told.Add : null);
            foreach (string instruction in told)
            {
                yield return instruction;
            }
            string line = string.Create(CultureInfo.InvariantCulture, $"{frame} {action} {FrameDigest.Of(machine.Console)}");
            GameState now = machine.Reading;
            yield return options.Rewards
                ? string.Create(CultureInfo.InvariantCulture, $"{line} r={now.Reward} lives={now.LivesLeft} over={(now.IsOver ? 1 : 0)}")
                : line;
            frame++;
        }
    }
}
