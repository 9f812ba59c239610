using System.Runtime.CompilerServices;

namespace Bellman.Environments.Control;

/// <summary>
/// Two links hang from a bar; a torque at the joint between them must swing the tip one link's length above the bar
/// (Sutton 1996; Sutton and Barto 1998, section 11.3). Matches Gymnasium 1.4.0's <c>Acrobot-v1</c> with the book's
/// dynamics: one Runge-Kutta step of 0.2 s for each action, a reward of -1 for every step but the one that reaches the
/// height, which gives 0, truncation after 500 steps.
/// </summary>
/// <remarks>
/// Observation: cosine and sine of the upper link's angle (0: hanging), cosine and sine of the lower link's angle
/// relative to it, and the two angular velocities. The state is kept in double precision; resets draw its four numbers
/// from the uniform distribution on [-0.1, 0.1) and round them to float, as Gymnasium does.
/// </remarks>
internal sealed partial class Acrobot : ITrusted
{
    private const double Interval = 0.2, TopSpeed1 = 4 * Math.PI, TopSpeed2 = 9 * Math.PI;

    private static readonly EnvironmentSpec Description = new("Acrobot-v1", ObservationLength: 6, ActionCount: 3)
    {
        Low = [-1, -1, -1, -1, -4 * MathF.PI, -9 * MathF.PI],
        High = [1, 1, 1, 1, 4 * MathF.PI, 9 * MathF.PI],
        TimeLimit = 500,
        RunsOnAnyThread = true,
        ActionNames = ["torque -1", "no torque", "torque +1"],
    };

    private State _state;

    /// <inheritdoc/>
    public EnvironmentSpec Spec => Description;

    /// <inheritdoc/>
    public void Reset(ref Rng random, Span<float> observation)
    {
        _state.Angle1 = (float)random.NextDouble(-0.1, 0.1);
        _state.Angle2 = (float)random.NextDouble(-0.1, 0.1);
        _state.Speed1 = (float)random.NextDouble(-0.1, 0.1);
        _state.Speed2 = (float)random.NextDouble(-0.1, 0.1);
        Observe(observation);
    }

    /// <inheritdoc/>
    public Outcome Step(int action, ref Rng random, Span<float> observation)
    {
        State next = RungeKutta(_state, torque: action - 1);
        _state = new State(
            Wrap(next.Angle1),
            Wrap(next.Angle2),
            Math.Clamp(next.Speed1, -TopSpeed1, TopSpeed1),
            Math.Clamp(next.Speed2, -TopSpeed2, TopSpeed2));
        Observe(observation);
        bool reached = -Math.Cos(_state.Angle1) - Math.Cos(_state.Angle2 + _state.Angle1) > 1;
        return reached ? new Outcome(0, Ending.Terminated) : new Outcome(-1);
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _state);
        OptionCheck.Saved(!stream.IsReading || (Math.Abs(_state.Angle1) <= Math.PI && Math.Abs(_state.Angle2) <= Math.PI
            && Math.Abs(_state.Speed1) <= TopSpeed1 && Math.Abs(_state.Speed2) <= TopSpeed2), "links");
    }

    private void Observe(Span<float> observation)
    {
        (double sin1, double cos1) = Math.SinCos(_state.Angle1);
        (double sin2, double cos2) = Math.SinCos(_state.Angle2);
        observation[5] = (float)_state.Speed2;
        observation[4] = (float)_state.Speed1;
        observation[3] = (float)sin2;
        observation[2] = (float)cos2;
        observation[1] = (float)sin1;
        observation[0] = (float)cos1;
    }

    /// <summary>Classical fourth-order Runge-Kutta over one interval.</summary>
    private static State RungeKutta(in State s, double torque)
    {
        const double Half = Interval / 2;
        State k1 = Derivative(s, torque);
        State k2 = Derivative(s + Half * k1, torque);
        State k3 = Derivative(s + Half * k2, torque);
        State k4 = Derivative(s + Interval * k3, torque);
        return s + Interval / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }

    /// <summary>
    /// Equations of motion (Sutton and Barto 1998, figure 11.4) for links of length 1, mass 1, centre 1/2 and inertia
    /// 1.
    /// </summary>
    private static State Derivative(in State s, double torque)
    {
        const double G = 9.8, Quarter = Math.PI / 2;
        (double sin2, double cos2) = Math.SinCos(s.Angle2);
        double d1 = 0.25 + (1.25 + cos2) + 1 + 1;
        double d2 = 0.25 + 0.5 * cos2 + 1;
        double phi2 = 0.5 * G * Math.Cos(s.Angle1 + s.Angle2 - Quarter);
        double phi1 = -0.5 * (s.Speed2 * s.Speed2) * sin2 - s.Speed2 * s.Speed1 * sin2 + 1.5 * G * Math.Cos(s.Angle1 - Quarter) + phi2;
        double acceleration2 = (torque + d2 / d1 * phi1 - 0.5 * (s.Speed1 * s.Speed1) * sin2 - phi2) / (1.25 - d2 * d2 / d1);
        double acceleration1 = -(d2 * acceleration2 + phi1) / d1;
        return new State(s.Speed1, s.Speed2, acceleration1, acceleration2);
    }

    /// <summary>The same angle in [-pi, pi].</summary>
    private static double Wrap(double angle)
    {
        while (angle > Math.PI)
        {
            angle -= 2 * Math.PI;
        }
        while (angle < -Math.PI)
        {
            angle += 2 * Math.PI;
        }
        return angle;
    }

    /// <summary>Angles and angular velocities of the two links, or their derivatives.</summary>
    private record struct State(double Angle1, double Angle2, double Speed1, double Speed2)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static State operator +(in State a, in State b)
            => new(a.Angle1 + b.Angle1, a.Angle2 + b.Angle2, a.Speed1 + b.Speed1, a.Speed2 + b.Speed2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static State operator *(double factor, in State s)
            => new(factor * s.Angle1, factor * s.Angle2, factor * s.Speed1, factor * s.Speed2);
    }
}
