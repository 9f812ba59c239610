using System.Runtime.CompilerServices;

namespace Bellman.Physics;

/// <summary>
/// A symmetric matrix of three rows, solved by Cramer's rule; what its determinants consist of is worked out once.
/// </summary>
internal readonly struct Symmetric3
{
    private readonly float _m11, _m12, _m13, _m22, _m23, _m33;
    private readonly float _cofactor1, _cofactor2, _cofactor3; // of the first column
    private readonly float _inverse, _inverse2; // of the determinants of three and of two rows

    public Symmetric3(float m11, float m12, float m13, float m22, float m23, float m33)
    {
        (_m11, _m12, _m13, _m22, _m23, _m33) = (m11, m12, m13, m22, m23, m33);
        _cofactor1 = m22 * m33 - m23 * m23;
        _cofactor2 = m23 * m13 - m12 * m33;
        _cofactor3 = m12 * m23 - m22 * m13;
        _inverse = Inverse(m11 * _cofactor1 + m12 * _cofactor2 + m13 * _cofactor3);
        _inverse2 = Inverse(m11 * m22 - m12 * m12);
    }

    /// <summary>The first two numbers of the third column.</summary>
    public Vec2 Column3 => new(_m13, _m23);

    /// <summary>The reciprocal; 0 for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Inverse(float determinant) => determinant != 0 ? 1 / determinant : determinant;

    /// <summary>Solves two equations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec2 Solve(float k11, float k12, float k22, float inverse, Vec2 b)
        => new(inverse * (k22 * b.X - k12 * b.Y), inverse * (k11 * b.Y - k12 * b.X));

    /// <summary>Solves the first two equations in the first two unknowns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vec2 Solve(Vec2 b) => Solve(_m11, _m12, _m22, _inverse2, b);

    /// <summary>Solves all three equations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vec2 XY, float Z) Solve(Vec2 b, float c)
    {
        float x = b.X * _cofactor1 + b.Y * _cofactor2 + c * _cofactor3;
        float y = _m11 * (b.Y * _m33 - c * _m23) + _m12 * (c * _m13 - b.X * _m33) + _m13 * (b.X * _m23 - b.Y * _m13);
        float z = _m11 * (_m22 * c - _m23 * b.Y) + _m12 * (_m23 * b.X - _m12 * c) + _m13 * (_m12 * b.Y - _m22 * b.X);
        return (new(_inverse * x, _inverse * y), _inverse * z);
    }
}
