namespace Bellman.Physics;

/// <summary>
/// How a body's centre of mass moves and turns in a step: from <see cref="Centre0"/>, where it was at
/// <see cref="Start"/>, to <see cref="Centre"/>.
/// </summary>
internal struct Sweep
{
    /// <summary>The centre of mass in the body's coordinates.</summary>
    public Vec2 LocalCentre;

    public Vec2 Centre0, Centre;
    public float Angle0, Angle;

    /// <summary>The share of the step that is over where the motion begins.</summary>
    public float Start;

    /// <summary>Whether it may be that of a saved state.</summary>
    public readonly bool IsReasonable => LocalCentre.IsReasonable && Centre0.IsReasonable && Centre.IsReasonable
        && Scalar.IsReasonable(Angle0) && Scalar.IsReasonable(Angle) && Start is >= 0 and < 1;

    /// <summary>The body's pose at a share of the motion.</summary>
    public readonly Pose At(float share)
    {
        Vec2 centre = (1 - share) * Centre0 + share * Centre;
        var rotation = Rotation.Of((1 - share) * Angle0 + share * Angle);
        return new(centre - rotation * LocalCentre, rotation);
    }

    /// <summary>Lets the motion begin later in the step.</summary>
    public void Advance(float start)
    {
        float share = (start - Start) / (1 - Start);
        Centre0 = (1 - share) * Centre0 + share * Centre;
        Angle0 = (1 - share) * Angle0 + share * Angle;
        Start = start;
    }

    /// <summary>The same motion with whole turns taken off its angles.</summary>
    public readonly Sweep Unwound()
    {
        float turns = Tuning.TwoPi * MathF.Floor(Angle0 / Tuning.TwoPi);
        return this with { Angle0 = Angle0 - turns, Angle = Angle - turns };
    }
}
