namespace Bellman.Environments.Control;

/// <summary>
/// A car too weak for the hill must swing back and forth to reach the flag (Moore 1990; Sutton and Barto 2018, example
/// 10.1). Matches Gymnasium 1.4.0's <c>MountainCar-v0</c>: a reward of -1 for every step including the last,
/// termination at position 0.5, truncation after 200 steps, and a left wall that stops the car.
/// </summary>
/// <remarks>
/// Observation: position, velocity; kept in double precision and rounded to float where observed. Resets draw the
/// position from the uniform distribution on [-0.6, -0.4) and leave the car at rest. Once reset, nothing is random.
/// </remarks>
internal sealed partial class MountainCar : ITrusted
{
    private const double LeftWall = -1.2, RightEnd = 0.6, Flag = 0.5;
    private const double TopSpeed = 0.07, Push = 0.001, Gravity = 0.0025;

    private static readonly EnvironmentSpec Description = new("MountainCar-v0", ObservationLength: 2, ActionCount: 3)
    {
        Low = [-1.2f, -0.07f],
        High = [0.6f, 0.07f],
        TimeLimit = 200,
        RunsOnAnyThread = true,
        ActionNames = ["push left", "coast", "push right"],
    };

    private double _position, _velocity;

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        _position = random.NextDouble(-0.6, -0.4);
        _velocity = 0;
        Observe(observation);
    }

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        // Sutton and Barto, section 10.1; the height of the hill is sin(3 x). The order of operations is Gymnasium's, to the last bit.
        _velocity += (action - 1) * Push + Math.Cos(3 * _position) * -Gravity;
        _velocity = Math.Clamp(_velocity, -TopSpeed, TopSpeed);
        _position = Math.Clamp(_position + _velocity, LeftWall, RightEnd);
        if (_position == LeftWall && _velocity < 0)
        {
            _velocity = 0;
        }
        Observe(observation);
        return new Outcome(-1, _position >= Flag && _velocity >= 0 ? Ending.Terminated : Ending.None);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _position);
        stream.Sync(ref _velocity);
        OptionCheck.Saved(!stream.IsReading || (_position is >= LeftWall and <= RightEnd && Math.Abs(_velocity) <= TopSpeed), "car");
    }

    private void Observe(Span<float> observation)
    {
        observation[1] = (float)_velocity;
        observation[0] = (float)_position;
    }
}
