using System.Globalization;

namespace Bellman.Environments.Lander;

/// <summary>What may be changed about the moon.</summary>
internal sealed record LunarLanderOptions
{
    private const double LeastGravity = -12, MostWind = 1_000;

    /// <summary>Upwards, in metres per square second: negative.</summary>
    public double Gravity { get; init; } = -10;

    /// <summary>Whether there is wind.</summary>
    public bool Wind { get; init; }

    /// <summary>The greatest sideways force of the wind, in newtons.</summary>
    public double WindPower { get; init; } = 15;

    /// <summary>The greatest torque of the wind, in newton metres.</summary>
    public double Turbulence { get; init; } = 1.5;

    /// <summary>Checks the numbers.</summary>
    /// <exception cref="BellmanException">One is out of range.</exception>
    public void Validate()
    {
        if (!(Gravity > LeastGravity && Gravity < 0))
        {
            throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                $"gravity is {Gravity}: it must be greater than {LeastGravity} and less than 0."));
        }
        OptionCheck.Within(WindPower, 0, MostWind, "windPower");
        OptionCheck.Within(Turbulence, 0, MostWind, "turbulence");
    }
}
