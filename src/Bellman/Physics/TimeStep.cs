namespace Bellman.Physics;

/// <summary>How a step is made.</summary>
/// <param name="Interval">Seconds.</param>
/// <param name="Warmth">The share of the last step's impulses with which this one begins: 0 in the first.</param>
/// <param name="VelocityIterations">Iterations over the velocities.</param>
/// <param name="PositionIterations">Iterations over the positions, at most.</param>
internal readonly record struct TimeStep(float Interval, float Warmth, int VelocityIterations, int PositionIterations);
