using System.Runtime.CompilerServices;

namespace Bellman.Physics;

/// <summary>A rotation, by the sine and cosine of its angle.</summary>
internal readonly record struct Rotation(float Sin, float Cos)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Rotation Of(float angle)
    {
        (float sin, float cos) = Sine.SinCos(angle);
        return new(sin, cos);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 operator *(Rotation q, Vec2 v) => new(q.Cos * v.X - q.Sin * v.Y, q.Sin * v.X + q.Cos * v.Y);

    /// <summary>Turns a vector back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vec2 Undo(Vec2 v) => new(Cos * v.X + Sin * v.Y, -Sin * v.X + Cos * v.Y);

    /// <summary>Another rotation as this one sees it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Rotation Undo(Rotation other) => new(Cos * other.Sin - Sin * other.Cos, Cos * other.Cos + Sin * other.Sin);
}

/// <summary>Where a body's origin is and how the body is turned.</summary>
internal readonly record struct Pose(Vec2 Position, Rotation Rotation)
{
    /// <summary>From the body's coordinates to the world's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 operator *(in Pose pose, Vec2 v) => new(
        (pose.Rotation.Cos * v.X - pose.Rotation.Sin * v.Y) + pose.Position.X,
        (pose.Rotation.Sin * v.X + pose.Rotation.Cos * v.Y) + pose.Position.Y);

    /// <summary>From the world's coordinates to the body's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vec2 Undo(Vec2 v) => Rotation.Undo(v - Position);

    /// <summary>Another body's pose as this one sees it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pose Undo(in Pose other) => new(Rotation.Undo(other.Position - Position), Rotation.Undo(other.Rotation));
}
