using Bellman.Physics;

namespace Bellman.Environments.Lander;

/// <summary>
/// A wind that comes and goes: the sum of two waves whose periods have no common multiple, so that it never repeats.
/// </summary>
/// <param name="power">The greatest force, in newtons.</param>
/// <param name="turbulence">The greatest torque, in newton metres.</param>
internal sealed class Wind(double power, double turbulence) : IStateful
{
    private const int Farthest = 9_999;

    private int _force, _torque; // steps since the waves began

    /// <summary>A moment at which a wave may be when an episode begins.</summary>
    public static int Draw(ref Rng random) => random.NextInt(2 * Farthest) - Farthest;

    public void Restart(int force, int torque) => (_force, _torque) = (force, torque);

    /// <summary>Blows for one step.</summary>
    public void Blow(Body body)
    {
        body.ApplyForce(new((float)(Wave(_force++) * power), 0));
        body.ApplyTorque((float)(Wave(_torque++) * turbulence));
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _force);
        stream.Sync(ref _torque);
    }

    private static double Wave(int step) => Math.Tanh(Math.Sin(0.02 * step) + Math.Sin(Math.PI * 0.01 * step));
}
