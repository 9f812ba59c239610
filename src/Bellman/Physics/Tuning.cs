namespace Bellman.Physics;

/// <summary>The constants of Box2D 2.3, in metres, kilograms, seconds and radians.</summary>
internal static class Tuning
{
    private const float Pi = 3.14159265359f;

    public const float Epsilon = 1.1920929e-7f; // FLT_EPSILON
    public const float TwoPi = 2 * Pi;

    /// <summary>How far bodies may overlap, so that contacts last.</summary>
    public const float LinearSlop = 0.005f;

    /// <summary>How far a joint may turn beyond its limits.</summary>
    public const float AngularSlop = 2.0f / 180.0f * Pi;

    /// <summary>The skin around every shape.</summary>
    public const float Radius = 2.0f * LinearSlop;

    /// <summary>
    /// How much larger than its shape a box of the broad phase is, so that it does not change with every move.
    /// </summary>
    public const float BoundsMargin = 0.1f;

    /// <summary>How many times the last move a box of the broad phase reaches ahead.</summary>
    public const float BoundsAhead = 2.0f;

    /// <summary>The relative speed below which nothing bounces.</summary>
    public const float VelocityThreshold = 1.0f;

    public const float MaxLinearCorrection = 0.2f;
    public const float MaxAngularCorrection = 8.0f / 180.0f * Pi;
    public const float MaxTranslation = 2.0f;
    public const float MaxRotation = 0.5f * Pi;

    /// <summary>The share of an overlap that one iteration removes.</summary>
    public const float Baumgarte = 0.2f;

    /// <summary>The same at a time of impact.</summary>
    public const float ImpactBaumgarte = 0.75f;

    /// <summary>Seconds for which all bodies of an island must rest before they sleep.</summary>
    public const float TimeToSleep = 0.5f;

    public const float LinearSleepTolerance = 0.01f;
    public const float AngularSleepTolerance = 2.0f / 180.0f * Pi;

    /// <summary>Impacts that one contact may have in a step.</summary>
    public const int MaxSubSteps = 8;

    public const int MaxPolygonVertices = 16;

    /// <summary>Contacts that take part in solving one impact.</summary>
    public const int MaxImpactContacts = 32;

    public const int ImpactPositionIterations = 20;
}
