namespace Bellman.Environments.Control;

/// <summary>
/// A pole hinged on a cart: push left or right so that it stays up (Barto, Sutton and Anderson 1983). Matches Gymnasium
/// 1.4.0's <c>CartPole-v0</c> and <c>CartPole-v1</c> with default options: Euler steps of 0.02 s in double precision, a
/// reward of 1 for every step including the one that ends the episode, termination beyond 2.4 m or 12 degrees.
/// </summary>
/// <remarks>
/// Observation: position (m), velocity (m/s), angle (rad, clockwise from upright), angular velocity (rad/s). The state
/// is kept in double precision and rounded to float only where it is observed, as Gymnasium does. Resets draw all four
/// from the uniform distribution on [-0.05, 0.05).
/// </remarks>
internal sealed partial class CartPole : ITrusted
{
    private const double Gravity = 9.8, MassPole = 0.1, MassTotal = MassPole + 1.0;
    private const double HalfLength = 0.5, PoleMoment = MassPole * HalfLength;
    private const double Force = 10, Interval = 0.02;
    private const double TrackLimit = 2.4, AngleLimit = 12 * 2 * Math.PI / 360;

    private static readonly EnvironmentSpec SpecV0 = Describe("CartPole-v0", 200);
    private static readonly EnvironmentSpec SpecV1 = Describe("CartPole-v1", 500);

    private double _x, _speed, _angle, _spin;
    private double _sin, _cos; // of the angle

    private CartPole(EnvironmentSpec spec) => Spec = spec;

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>The version whose episodes are truncated after 200 steps.</summary>
    public static CartPole V0() => new(SpecV0);

    /// <summary>The version whose episodes are truncated after 500 steps.</summary>
    public static CartPole V1() => new(SpecV1);

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        _x = random.NextDouble(-0.05, 0.05);
        _speed = random.NextDouble(-0.05, 0.05);
        _angle = random.NextDouble(-0.05, 0.05);
        _spin = random.NextDouble(-0.05, 0.05);
        (_sin, _cos) = SmallAngle.SinCos(_angle);
        Observe(observation);
    }

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        // Florian (2007), "Correct equations for the dynamics of the cart-pole system", eq. 23 and 24 without friction.
        // The order of operations is Gymnasium's: that is what makes the results equal to the last bit.
        double force = (2 * action - 1) * Force; // no branch: it would be mispredicted half of the time
        (double sin, double cos) = (_sin, _cos);
        double push = (force + PoleMoment * (_spin * _spin) * sin) / MassTotal;
        double angularAcceleration = (Gravity * sin - cos * push) / (HalfLength * (4.0 / 3.0 - MassPole * (cos * cos) / MassTotal));
        double acceleration = push - PoleMoment * angularAcceleration * cos / MassTotal;

        _x += Interval * _speed;
        _speed += Interval * acceleration;
        _angle += Interval * _spin;
        _spin += Interval * angularAcceleration;

        // The next step's, now: the angle is known before the accelerations are, so the processor does both at once.
        (_sin, _cos) = SmallAngle.SinCos(_angle);

        Observe(observation);
        bool fell = Math.Abs(_x) > TrackLimit || Math.Abs(_angle) > AngleLimit;
        return new Outcome(1, fell ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _x);
        stream.Sync(ref _speed);
        stream.Sync(ref _angle);
        stream.Sync(ref _spin);
        OptionCheck.Saved(!stream.IsReading || (double.IsFinite(_x) && double.IsFinite(_speed) && double.IsFinite(_angle) && double.IsFinite(_spin)), "cart");
        (_sin, _cos) = SmallAngle.SinCos(_angle);
    }

    private static EnvironmentSpec Describe(string name, int timeLimit)
        => new(name, ObservationLength: 4, ActionCount: 2) { TimeLimit = timeLimit, RunsOnAnyThread = true, ActionNames = ["left", "right"] };

    private void Observe(Span<float> observation)
    {
        observation[3] = (float)_spin;
        observation[2] = (float)_angle;
        observation[1] = (float)_speed;
        observation[0] = (float)_x;
    }
}
