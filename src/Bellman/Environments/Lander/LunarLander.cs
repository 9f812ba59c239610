using Bellman.Physics;

namespace Bellman.Environments.Lander;

/// <summary>
/// A craft falls towards the moon: land it on its two legs between the flags. Matches Gymnasium 1.4.0's
/// <c>LunarLander-v3</c> with pybox2d 2.3.10 to the last bit of every observation, given the same random numbers.
/// Rewards: what the step improved in place, speed, angle and legs on the ground, 0.3 less for the main engine and 0.03
/// for another; -100 for a crash or for leaving the picture, 100 for coming to rest. Truncation after 1,000 steps.
/// </summary>
/// <remarks>
/// Observation: place relative to the landing place (half pictures), velocity, angle (rad), angular velocity, and for
/// each leg whether it touches the ground. Actions: nothing, left engine, main engine, right engine. Bodies move in
/// single precision; rewards are computed in double precision from what is not rounded yet. Every step draws two
/// numbers, whether an engine fires or not.
/// </remarks>
internal sealed partial class LunarLander : ITrusted
{
    public const string Name = "LunarLander-v3";
    public const int TimeLimit = 1_000;

    private const double HalfWidth = Terrain.Width / 2, HalfHeight = Terrain.Height / 2, Push = 1_000, Scale = 30;
    private const double MostShaping = 1e12; // of a saved state

    private readonly Craft _craft;
    private readonly Plume _plume = new();
    private readonly Wind? _wind;
    private double _shaping;

    /// <summary>Makes a moon.</summary>
    /// <exception cref="BellmanException">An option is out of range.</exception>
    public LunarLander(LunarLanderOptions? options = null, int? limit = TimeLimit)
    {
        options ??= new();
        options.Validate();
        _craft = new(options.Gravity);
        _wind = options.Wind ? new(options.WindPower, options.Turbulence) : null;
        Spec = new(Name, ObservationLength: 8, ActionCount: 4)
        {
            Low = [-2.5f, -2.5f, -10, -10, -MathF.Tau, -10, 0, 0],
            High = [2.5f, 2.5f, 10, 10, MathF.Tau, 10, 1, 1],
            TimeLimit = limit,
            RunsOnAnyThread = true,
            ActionNames = ["nothing", "left engine", "main engine", "right engine"],
        };
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>Makes moons as a name says.</summary>
    /// <exception cref="BellmanException">An option does not fit.</exception>
    public static Func<IEnvironment> Factory(EnvironmentName name)
    {
        var usual = new LunarLanderOptions();
        var options = new LunarLanderOptions
        {
            Gravity = name.Number("gravity", usual.Gravity),
            Wind = name.Flag("wind", usual.Wind),
            WindPower = name.Number("windPower", usual.WindPower),
            Turbulence = name.Number("turbulence", usual.Turbulence),
        };
        options.Validate();
        int? limit = name.Limit(TimeLimit);
        return () => new LunarLander(options, limit);
    }

    /// <summary>For tests, which compare every body.</summary>
    internal Craft Craft => _craft;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        Span<double> heights = stackalloc double[Terrain.Draws];
        foreach (ref double height in heights)
        {
            height = random.NextDouble(0, HalfHeight);
        }
        double pushX = random.NextDouble(-Push, Push), pushY = random.NextDouble(-Push, Push);
        (int wind, int gust) = _wind is null ? (0, 0) : (Wind.Draw(ref random), Wind.Draw(ref random));
        Begin(heights, (pushX, pushY), (wind, gust), (random.NextDouble(-1, 1), random.NextDouble(-1, 1)), observation);
    }

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        Reward reward = Step((Engine)action, (random.NextDouble(-1, 1), random.NextDouble(-1, 1)), observation);
        return new((float)reward.Value, reward.IsLast ? Ending.Terminated : Ending.None);
    }

    /// <summary>
    /// Starts an episode with numbers that were drawn elsewhere; the last two are those of the step that ends the
    /// reset.
    /// </summary>
    internal void Begin(
        ReadOnlySpan<double> heights, (double X, double Y) push, (int Wind, int Gust) weather, (double, double) disturbance, Span<float> observation)
    {
        _craft.Restart(heights, new((float)push.X, (float)push.Y));
        _wind?.Restart(weather.Wind, weather.Gust);
        _plume.Clear();
        Step(Engine.None, disturbance, observation);
    }

    /// <summary>Makes a step with numbers that were drawn elsewhere.</summary>
    internal Reward Step(Engine engine, (double First, double Second) disturbance, Span<float> observation)
    {
        if (!_craft.Touches(0) && !_craft.Touches(1))
        {
            _wind?.Blow(_craft.Hull);
        }
        _plume.Add(engine == Engine.None ? default : _craft.Fire(engine, disturbance.First / Scale, disturbance.Second / Scale));
        _craft.Step();

        double before = _shaping, fuel = engine == Engine.None ? 0 : engine == Engine.Main ? 0.3 : 0.03;
        double x = Observe(observation);
        double reward = _shaping - before - fuel;
        bool isLost = _craft.HasCrashed || Math.Abs(x) >= 1, rests = !_craft.Hull.IsAwake;
        return new(rests ? 100 : isLost ? -100 : reward, isLost || rests);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        _craft.Sync(stream);
        _wind?.Sync(stream);
        stream.Sync(ref _shaping);
        OptionCheck.Saved(!stream.IsReading || Math.Abs(_shaping) < MostShaping, "lander");
        _plume.Sync(stream);
    }

    /// <summary>Writes what is seen, and works out what it is worth.</summary>
    /// <returns>The place from left (-1) to right (1), before it was rounded.</returns>
    private double Observe(Span<float> observation)
    {
        Body hull = _craft.Hull;
        double x = (hull.Pose.Position.X - HalfWidth) / HalfWidth, y = (hull.Pose.Position.Y - (Terrain.Pad + Craft.LegDown)) / HalfHeight;
        double speedX = hull.Velocity.X * HalfWidth / Craft.Frequency, speedY = hull.Velocity.Y * HalfHeight / Craft.Frequency;
        double angle = hull.Angle, spin = 20.0 * hull.Spin / Craft.Frequency;
        double leg1 = _craft.Touches(0) ? 1 : 0, leg2 = _craft.Touches(1) ? 1 : 0;
        _shaping = -100 * Math.Sqrt(x * x + y * y) - 100 * Math.Sqrt(speedX * speedX + speedY * speedY) - 100 * Math.Abs(angle) + 10 * leg1 + 10 * leg2;
        observation[7] = (float)leg2;
        observation[6] = (float)leg1;
        observation[5] = (float)spin;
        observation[4] = (float)angle;
        observation[3] = (float)speedY;
        observation[2] = (float)speedX;
        observation[1] = (float)y;
        observation[0] = (float)x;
        return x;
    }

    /// <summary>What a step was worth, in double precision.</summary>
    internal readonly record struct Reward(double Value, bool IsLast);
}
