using Bellman.Atari;

namespace Bellman.Environments.Atari;

/// <summary>
/// A game of the Atari 2600, as the Arcade Learning Environment plays it (Bellemare et al. 2013; Machado et al. 2018):
/// a chosen action holds for some frames, and each frame may stick to the action of the one before. Rewards are sums of
/// what the frames earned, never clipped.
/// </summary>
/// <remarks>
/// Observation: the console's 128 bytes of RAM, k/255. Agents that learn from pictures look at the screen, which shows
/// the last frame of an action. Steps, not frames, are what everybody else counts; the limit counts frames and
/// truncates here.
/// </remarks>
internal sealed partial class AtariEnvironment : IEnvironment
{
    private const int RamLength = 128, MostAttempts = 100;

    private readonly AtariMachine _machine;
    private readonly AtariOptions _options;
    private readonly JoystickAction[] _actions;
    private readonly JoystickAction[] _played;
    private readonly Snapshot _start;
    private readonly byte[] _bytes;
    private MersenneTwister _ale;
    private JoystickAction _held;

    internal AtariEnvironment(string name, AtariGame game, Cartridge cartridge, AtariOptions options)
    {
        options.Validate(game);
        _options = options;
        _machine = new(game, cartridge, options.Mode ?? game.Modes[0], options.Difficulty);
        _actions = [.. options.Actions(game)];
        _played = new JoystickAction[Math.Max(options.Skip, options.MostSkip)];
        _start = _machine.Console.CreateSnapshot();
        _bytes = new byte[_start.Length];
        _ale = new(options.AleSeed ?? 0);
        Spec = new(name, RamLength, _actions.Length)
        {
            Low = new float[RamLength],
            High = [.. Enumerable.Repeat(1f, RamLength)],
            FramesPerAction = options.Skip,
            IsSlow = true,
            Digest = $"md5 {cartridge.Md5}",
            ActionNames = [.. _actions.Select(action => action.ToString().ToLowerInvariant())],
        };
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>The lives left; 0 in games that know none.</summary>
    public int Lives => _machine.Reading.LivesLeft;

    /// <summary>Frames of the present episode.</summary>
    public int Frames => _machine.Frames;

    /// <inheritdoc/>
    /// <exception cref="BellmanException">The mode was not found: the ROM is another program.</exception>
    public void Reset(ref Rng random, Span<float> observation)
    {
        for (int attempt = 0; !Begin(ref random); attempt++)
        {
            if (attempt == MostAttempts)
            {
                throw new BellmanException($"Every episode of {Spec.Name} ends before the agent's first action: set noops lower.");
            }
        }
        Observe(observation);
    }

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        int skip = _options.MostSkip > _options.Skip
            ? _options.Skip + random.NextInt(_options.MostSkip - _options.Skip + 1)
            : _options.Skip;
        Outcome outcome = Play(_actions[action], skip, ref random);
        Observe(observation);
        return outcome;
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Section("atari");
        stream.Expect(_bytes.Length, "the bytes of the console");
        stream.Sync(ref _held);
        stream.Sync(ref _ale);
        _machine.Sync(stream);
        _machine.Console.Save(_start);
        _start.CopyTo(_bytes);
        stream.Sync<byte>(_bytes);
        if (stream.IsReading)
        {
            _start.CopyFrom(_bytes);
            OptionCheck.Saved(_held is >= 0 and <= JoystickAction.DownLeftFire && _ale.CanBe && _machine.Console.CanRestore(_start), "console");
            _machine.Console.Restore(_start);
        }
    }

    private bool IsTruncated => _machine.Frames >= _options.MostFrames;

    // False where the episode is over before the agent's first action.
    private bool Begin(ref Rng random)
    {
        _machine.Reset();
        _held = JoystickAction.Noop;
        int actions = _options.NoOps > 0 ? 1 + random.NextInt(_options.NoOps) : 0;
        for (int i = 0; i < actions; i++)
        {
            if (Play(JoystickAction.Noop, _options.Skip, ref random).EpisodeOver)
            {
                return false;
            }
        }
        return true;
    }

    private Outcome Play(JoystickAction action, int skip, ref Rng random)
    {
        int lives = Lives, played = 0;
        float reward = 0;
        _machine.Console.Save(_start);
        for (int frame = 0; frame < skip; frame++)
        {
            // Two numbers a frame, as in ALE, where the second one is for the other player; drawn even where nothing is played any more.
            double mine = Draw(ref random);
            Draw(ref random);
            _held = mine >= _options.Sticky ? action : _held;
            if (_machine.Reading.IsOver || IsTruncated)
            {
                continue;
            }
            _machine.Act(_held, draw: frame >= skip - 2);
            reward += _machine.Reading.Reward;
            _played[played++] = _held;
        }
        if (!_machine.Console.ScreenIsWhole)
        {
            _machine.Redraw(_start, _played.AsSpan(0, played));
        }
        Ending ending = _machine.Reading.IsOver ? Ending.Terminated : _options.LifeLoss && Lives < lives ? Ending.LifeLost : Ending.None;
        return new(reward, IsTruncated ? ending.OutOfTime() : ending);
    }

    private double Draw(ref Rng random) => _options.AleSeed is null ? random.NextDouble() : _ale.NextDouble();

    private void Observe(Span<float> observation)
    {
        ReadOnlySpan<byte> ram = _machine.Console.Ram;
        for (int i = 0; i < ram.Length; i++)
        {
            observation[i] = ram[i] / 255f;
        }
    }
}
