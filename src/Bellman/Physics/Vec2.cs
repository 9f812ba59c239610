using System.Runtime.CompilerServices;

namespace Bellman.Physics;

/// <summary>
/// A vector of the plane, in single precision. Nothing here is contracted or reordered: every result has the same bits
/// everywhere.
/// </summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
internal readonly record struct Vec2(float X, float Y)
{
    public float LengthSquared => X * X + Y * Y;

    public float Length => MathF.Sqrt(X * X + Y * Y);

    /// <summary>
    /// Whether both numbers may be those of a saved state: finite, and so small that nothing overflows.
    /// </summary>
    public bool IsReasonable => Scalar.IsReasonable(X) && Scalar.IsReasonable(Y);

    /// <summary>This vector turned by a quarter to the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vec2 TurnRight() => new(Y, -X);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 operator +(Vec2 a, Vec2 b) => new(a.X + b.X, a.Y + b.Y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 operator -(Vec2 a, Vec2 b) => new(a.X - b.X, a.Y - b.Y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 operator -(Vec2 a) => new(-a.X, -a.Y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 operator *(float s, Vec2 a) => new(s * a.X, s * a.Y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(Vec2 a, Vec2 b) => a.X * b.X + a.Y * b.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cross(Vec2 a, Vec2 b) => a.X * b.Y - a.Y * b.X;

    /// <summary>
    /// How fast a point of the second body moves away from the same point of the first: their centres' velocities,
    /// spins and arms to the point.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 Slip(Vec2 vA, float wA, Vec2 armA, Vec2 vB, float wB, Vec2 armB)
        => new(vB.X - wB * armB.Y - vA.X + wA * armA.Y, vB.Y + wB * armB.X - vA.Y - wA * armA.X);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 Min(Vec2 a, Vec2 b) => new(Scalar.Min(a.X, b.X), Scalar.Min(a.Y, b.Y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 Max(Vec2 a, Vec2 b) => new(Scalar.Max(a.X, b.X), Scalar.Max(a.Y, b.Y));

    /// <summary>
    /// The same direction with length 1, and the length; vectors of almost no length stay as they are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vec2 Normalized(out float length)
    {
        length = Length;
        if (length < Tuning.Epsilon)
        {
            length = 0;
            return this;
        }
        return (1 / length) * this;
    }

    /// <inheritdoc cref="Normalized(out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vec2 Normalized() => Normalized(out _);
}

/// <summary>
/// The lesser, the greater and what lies between, by one comparison each: among zeros and NaNs the second wins, unlike
/// in <see cref="MathF"/>.
/// </summary>
internal static class Scalar
{
    /// <summary>Whether a number may be that of a saved state: finite, and so small that nothing overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsReasonable(float a) => MathF.Abs(a) < 1e6f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b) => a < b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b) => a > b ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp(float a, float low, float high) => Max(low, Min(a, high));
}
