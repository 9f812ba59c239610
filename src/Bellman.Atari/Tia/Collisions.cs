using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Atari.Tia;

/// <summary>The fifteen collision latches, CXM0P to CXPPMM.</summary>
internal static class Collisions
{
    /// <summary>
    /// The pairs that meet in a piece of the line, in the order of the registers: M0P1 M0P0, M1P0 M1P1, P0PF P0BL, P1PF
    /// P1BL, M0PF M0BL, M1PF M1BL, BLPF, P0P1 M0M1 (D7 and D6 of each).
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static uint Of(ref TiaState tia, Vector256<uint> piece)
    {
        Vector256<uint> player0 = Objects.Row(ref tia, TiaObject.Player0) & piece, missile0 = Objects.Row(ref tia, TiaObject.Missile0) & piece;
        Vector256<uint> player1 = Objects.Row(ref tia, TiaObject.Player1) & piece, missile1 = Objects.Row(ref tia, TiaObject.Missile1) & piece;
        Vector256<uint> ball = Objects.Row(ref tia, TiaObject.Ball) & piece, field = Objects.Row(ref tia, TiaObject.Playfield) & piece;
        return Meet(missile0, player1) << 1 | Meet(missile0, player0)
            | Meet(missile1, player0) << 3 | Meet(missile1, player1) << 2
            | Meet(player0, field) << 5 | Meet(player0, ball) << 4
            | Meet(player1, field) << 7 | Meet(player1, ball) << 6
            | Meet(missile0, field) << 9 | Meet(missile0, ball) << 8
            | Meet(missile1, field) << 11 | Meet(missile1, ball) << 10
            | Meet(ball, field) << 13
            | Meet(player0, player1) << 15 | Meet(missile0, missile1) << 14;
    }

    /// <summary>What a read of a collision register puts on D7 and D6.</summary>
    public static int Read(uint collisions, int register) => (int)(collisions >> (2 * register) & 3) << 6;

    private static uint Meet(Vector256<uint> a, Vector256<uint> b) => (a & b) != Vector256<uint>.Zero ? 1u : 0u;
}
