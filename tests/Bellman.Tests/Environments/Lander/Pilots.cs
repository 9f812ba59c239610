namespace Bellman.Tests.Environments.Lander;

/// <summary>Who may fly the lander.</summary>
internal static class Pilots
{
    /// <summary>Gymnasium's scripted controller: leans towards the middle, and hovers lower the nearer it is.</summary>
    public static int Scripted(ReadOnlySpan<float> s, ref Rng random)
    {
        double targetAngle = Math.Clamp(s[0] * 0.5 + s[2], -0.4, 0.4), targetHeight = 0.55 * Math.Abs(s[0]);
        double angle = (targetAngle - s[4]) * 0.5 - s[5], hover = (targetHeight - s[1]) * 0.5 - s[3] * 0.5;
        if (s[6] != 0 || s[7] != 0)
        {
            (angle, hover) = (0, -s[3] * 0.5);
        }
        return hover > Math.Abs(angle) && hover > 0.05 ? 2 : angle < -0.05 ? 3 : angle > 0.05 ? 1 : 0;
    }

    public static int Random(ReadOnlySpan<float> s, ref Rng random) => random.NextInt(4);

    public static int None(ReadOnlySpan<float> s, ref Rng random) => 0;
}

internal delegate int Pilot(ReadOnlySpan<float> observation, ref Rng random);
