using Bellman.Drawing;

namespace Bellman.Environments.Pixels;

/// <summary>
/// A wrapper that replaces the observations of an environment by preprocessed frames of its screen, as
/// <see cref="PixelOptions"/> say. Actions, rewards and random numbers stay the same.
/// </summary>
/// <remarks>
/// Observation: the last <see cref="PixelOptions.Stack"/> frames, oldest first, [stack x height x width], k/255 for
/// whole k from 0 to 255. If an episode ends during a frame skip, its last frame is used alone, without the maximum.
/// Time limits count actions: the time limit of the environment is divided by <see cref="PixelOptions.Repeat"/>. Frames
/// at reset do not count.
/// </remarks>
internal sealed class PixelEnvironment : IEnvironment, IScreen, IDisposable
{
    private const int MostTries = 1000;

    private readonly IEnvironment _environment;
    private readonly IScreen _screen;
    private readonly PixelOptions _options;
    private readonly FramePipeline _pipeline;
    private readonly FrameStack _window;
    private readonly byte[] _before;  // the frame before, where differences are seen
    private readonly byte[] _change;
    private readonly float[] _unseen; // the inner environment's observation
    private readonly int _nothing;
    private readonly int _fire;

    /// <summary>Wraps an environment.</summary>
    /// <exception cref="BellmanException">
    /// The environment cannot render itself, lacks an action that the options need, or an option is out of range.
    /// </exception>
    public PixelEnvironment(IEnvironment environment, PixelOptions options)
    {
        options = options with { On = true };
        options.Validate();
        EnvironmentSpec spec = environment.Spec.Validated();
        _environment = environment;
        _screen = environment as IScreen ?? throw new BellmanException($"{spec.Name} cannot draw itself, so that there are no pixels to learn from.");
        if (spec.FramesPerAction > 1 && options.Repeat > 1)
        {
            throw new BellmanException($"{spec.Name} holds an action for {spec.FramesPerAction} frames already, and pixels.repeat would hold it "
                + $"{options.Repeat} times as long: set pixels.repeat to 1, or the option skip of the environment's name.");
        }
        _options = options;
        _pipeline = new FramePipeline(_screen, options);
        _window = new FrameStack(options.Stack, _pipeline.Length);
        _before = new byte[options.Difference ? _pipeline.Length : 0];
        _change = new byte[_before.Length];
        _unseen = new float[spec.ObservationLength];
        _nothing = options.NoOps > 0 ? Find(spec, "noop", "none") : -1;
        _fire = options.Fire ? Find(spec, "fire") : -1;
        Spec = new EnvironmentSpec(spec.Name, options.Stack * _pipeline.Length, spec.ActionCount)
        {
            TimeLimit = (int?)(((long?)spec.TimeLimit + options.Repeat - 1) / options.Repeat),
            HasIllegalActions = spec.HasIllegalActions,
            FramesPerAction = spec.FramesPerAction * options.Repeat,
            ActionNames = spec.ActionNames,
            Image = new(options.Stack, options.Height, options.Width),
            Stack = options.Stack,
            IsSlow = spec.IsSlow || spec.RunsOnAnyThread,
            Digest = spec.Digest,
        };
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>The wrapped environment.</summary>
    internal IEnvironment Inner => _environment;

    /// <inheritdoc/>
    public int Width => _screen.Width;

    /// <inheritdoc/>
    public int Height => _screen.Height;

    /// <inheritdoc/>
    public double FramesPerSecond => _screen.FramesPerSecond / _options.Repeat;

    /// <inheritdoc/>
    public double Focus => _screen.Focus;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        for (int attempt = 0; !Begin(ref random); attempt++)
        {
            if (attempt == MostTries)
            {
                throw new BellmanException(
                    $"Every episode of {Spec.Name} ends before the first action: set pixels.noOps lower, or pixels.fire to false.");
            }
        }
        ReadOnlySpan<byte> frame = _pipeline.Capture(blend: false);
        frame[.._before.Length].CopyTo(_before);
        _window.Begin(Seen(frame));
        NormalizedBytes.ToNumbers(_window.Bytes, observation);
    }

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        Outcome outcome = Repeat(action, ref random, out bool blend);
        _window.Add(Seen(_pipeline.Capture(blend)));
        NormalizedBytes.ToNumbers(_window.Bytes, observation);
        return outcome;
    }

    /// <inheritdoc/>
    public void WriteLegalActions(Span<bool> legal) => _environment.WriteLegalActions(legal);

    /// <inheritdoc/>
    public void Draw(Canvas canvas) => _screen.Draw(canvas);

    /// <summary>Disposes the environment, if it is <see cref="IDisposable"/>.</summary>
    public void Dispose() => (_environment as IDisposable)?.Dispose();

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        _environment.Sync(stream);
        _window.Sync(stream);
        stream.Sync<byte>(_before);
    }

    /// <summary>Begins an episode; false: it ended before the agent's first action.</summary>
    private bool Begin(ref Rng random)
    {
        _environment.Reset(ref random, _unseen);
        int noOps = _options.NoOps > 0 ? 1 + random.NextInt(_options.NoOps) : 0;
        for (int i = 0; i < noOps; i++)
        {
            if (_environment.Step(_nothing, ref random, _unseen).EpisodeOver)
            {
                return false;
            }
        }
        return _fire < 0 || !Repeat(_fire, ref random, out _).EpisodeOver;
    }

    private Outcome Repeat(int action, ref Rng random, out bool blend)
    {
        float reward = 0;
        Ending ending = Ending.None;
        for (int frame = 1; ; frame++)
        {
            Outcome outcome = _environment.Step(action, ref random, _unseen);
            reward += outcome.Reward;
            ending = Later(ending, outcome.Ending);
            if (outcome.EpisodeOver || frame == _options.Repeat)
            {
                blend = frame > 1 && frame == _options.Repeat;
                return new Outcome(reward, ending);
            }
            if (frame == _options.Repeat - 1)
            {
                _pipeline.KeepPrevious();
            }
        }
    }

    // A life lost in an earlier frame stays lost where time runs out in a later one.
    private Ending Later(Ending before, Ending now) => now switch
    {
        Ending.None => before,
        Ending.LifeLost => _options.LifeLoss ? now : before,
        Ending.LifeLostAndTruncated when !_options.LifeLoss => Ending.Truncated,
        Ending.Truncated => before.OutOfTime(),
        _ => now,
    };

    private ReadOnlySpan<byte> Seen(ReadOnlySpan<byte> frame)
    {
        if (!_options.Difference)
        {
            return frame;
        }
        PixelMath.Difference(frame, _before, _change);
        frame.CopyTo(_before);
        return _change;
    }

    private static int Find(EnvironmentSpec spec, params ReadOnlySpan<string> names)
    {
        for (int action = 0; action < spec.ActionNames.Count; action++)
        {
            foreach (string name in names)
            {
                if (spec.ActionNames[action].Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return action;
                }
            }
        }
        throw new BellmanException($"{spec.Name} has no action '{names[0]}', which its pixels need: set pixels.noOps to 0 and pixels.fire to false.");
    }
}
