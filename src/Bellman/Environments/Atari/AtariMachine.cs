using Bellman.Atari;

namespace Bellman.Environments.Atari;

/// <summary>
/// A console that plays a game as ALE does: resets that end in the first frame of the game, single frames, and the
/// score, reward, lives and end that the rules of the game read from the RAM.
/// </summary>
internal sealed class AtariMachine
{
    // ALE presses SELECT for ever; the game with the most modes has 33 of them.
    private const int MostPresses = 300;

    private readonly AtariGame _game;
    private readonly int _mode, _difficulty;
    private readonly byte[] _ram = new byte[128];
    private GameState _reading;
    private int _frames;

    /// <summary>Switches the console on. Call <see cref="Reset"/> before the first frame.</summary>
    public AtariMachine(AtariGame game, Cartridge cartridge, int mode, int difficulty)
    {
        (_game, _mode, _difficulty) = (game, mode, difficulty);
        Console = new(cartridge, game.Console);
    }

    /// <summary>The console.</summary>
    public Console2600 Console { get; }

    /// <summary>Score, reward, lives and end after the last frame.</summary>
    public GameState Reading => _reading;

    /// <summary>Frames of this episode.</summary>
    public int Frames => _frames;

    /// <summary>Begins an episode.</summary>
    /// <exception cref="BellmanException">The mode was not found: this is another program.</exception>
    public void Reset()
    {
        _frames = 0;
        ResetSequence.Begin(Console, _game.Sockets, _difficulty);
        _reading = _game.Begin;
        if (_game.Mode is { } mode)
        {
            Choose(mode);
        }
        PressReset();
        foreach (JoystickAction action in _game.Start)
        {
            Hold(action);
            Frame(draw: true);
            Console.ReadRam(_ram);
        }
    }

    /// <summary>Plays one frame; where somebody observes its instructions, slowly and drawn.</summary>
    public void Act(JoystickAction action, bool draw, Action<string>? observe = null)
    {
        _frames++;
        Hold(action);
        Frame(draw, observe);
        Console.ReadRam(_ram);
    }

    /// <summary>Repeats frames that were played from a saved state of the console, for their pictures.</summary>
    public void Redraw(Snapshot from, ReadOnlySpan<JoystickAction> actions)
    {
        Console.Restore(from);
        foreach (JoystickAction action in actions)
        {
            Hold(action);
            Console.RunFrame();
            Console.ReadRam(_ram);
        }
    }

    /// <summary>Saves what the console does not hold, or puts it back.</summary>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _reading);
        stream.Sync(ref _frames);
    }

    private void Choose(ModeSwitch mode)
    {
        if (mode.ResetFirst)
        {
            PressReset();
        }
        for (int presses = 0; !mode.Shown(new(Console.Ram), _mode); presses++)
        {
            if (presses == MostPresses)
            {
                throw new BellmanException($"{_game.Name} does not come to mode {_mode} however often SELECT is pressed: "
                    + "this is probably the ROM of another game.");
            }
            Press(contact: 2, mode.Frames);
            _frames += mode.Frames;
        }
        _reading = _reading with { Memory = mode.Memory };
        PressReset();
    }

    private void PressReset() => Press(contact: 1, ResetSequence.SwitchFrames);

    private void Press(int contact, int frames)
    {
        Hold(JoystickAction.Noop);
        Console.Ports.Switches &= (byte)~contact;
        for (int i = 0; i < frames; i++)
        {
            Frame(draw: true);
        }
        Console.ReadRam(_ram);
        Console.Ports.Switches |= (byte)contact;
    }

    private void Hold(JoystickAction action) => _game.Sockets.Hold(ref Console.Ports, action, _difficulty);

    private void Frame(bool draw, Action<string>? observe = null)
    {
        if (observe is null)
        {
            Console.RunFrame(draw);
        }
        else
        {
            InstructionTrace.RunFrame(Console, observe);
        }
        _reading = _game.Read(new(Console.Ram), _reading);
    }
}
