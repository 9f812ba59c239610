using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Atari.Tia;

/// <summary>Turns what the objects cover into pixels and collisions, 32 pixels of a line at a time.</summary>
internal static class Painter
{
    private const int ScoreMode = 2, PlayfieldFirst = 4, BlankOn = 2;

    /// <summary>Paints <paramref name="length"/> pixels (at least 1) of the present line from pixel <paramref name="from"/>.</summary>
    public static void Paint(ref TiaState tia, byte[]? picture, int from, int length)
    {
        if ((tia.Blank & BlankOn) != 0)
        {
            if (picture != null) picture.AsSpan(tia.Row + from, length).Clear();
            return;
        }
        if (tia.Stale != 0) Objects.Refresh(ref tia);
        int last = from + length - 1;
        for (int block = from >> 5; block <= last >> 5; block++)
        {
            uint piece = uint.MaxValue;
            if (block == from >> 5) piece <<= from & 31;
            if (block == last >> 5) piece &= uint.MaxValue >> (31 - (last & 31));
            PaintBlock(ref tia, picture, block, piece);
        }
    }

    private static void PaintBlock(ref TiaState tia, byte[]? picture, int block, uint piece)
    {
        ref uint covered = ref Unsafe.Add(ref Unsafe.As<Coverage, uint>(ref tia.Covered), block * Coverage.Stride);
        uint player0 = covered & piece, missile0 = Unsafe.Add(ref covered, 1) & piece;
        uint player1 = Unsafe.Add(ref covered, 2) & piece, missile1 = Unsafe.Add(ref covered, 3) & piece;
        uint ball = Unsafe.Add(ref covered, 4) & piece, field = Unsafe.Add(ref covered, 5) & piece;

        uint seen = player0 | missile0;
        uint overlaps = player0 & missile0;
        overlaps |= seen & player1;
        seen |= player1;
        overlaps |= seen & missile1;
        seen |= missile1;
        overlaps |= seen & ball;
        seen |= ball;
        overlaps |= seen & field;
        if (overlaps != 0)
            tia.Collisions |= Collisions.Between(player0, missile0, player1, missile1, ball, field);

        if (picture == null) return;
        uint first = player0 | missile0, second = player1 | missile1, ground = field | ball;
        bool playfieldFirst = (tia.Control & PlayfieldFirst) != 0;
        // With both bits set the score colours give way, except where nothing but the playfield is switched on.
        if ((tia.Control & ScoreMode) != 0 && (!playfieldFirst || OnlyPlayfield(ref tia)))
        {
            // Each half of the playfield belongs to its player, in colour and in rank.
            uint left = block < 2 ? uint.MaxValue : block > 2 ? 0u : 0xFFFFu;
            first |= field & left;
            second |= field & ~left;
            ground = ball;
            playfieldFirst = false;
        }
        if (playfieldFirst)
        {
            first &= ~ground;
            second &= ~(ground | first);
        }
        else
        {
            second &= ~first;
            ground &= ~(first | second);
        }

        ref byte pixels = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(picture), tia.Row + 32 * block);
        Vector256<byte> colours = Vector256.Create(tia.Background);
        if (ground != 0) colours = Vector256.ConditionalSelect(Expand(ground), Vector256.Create(tia.PlayfieldColour), colours);
        if (second != 0) colours = Vector256.ConditionalSelect(Expand(second), Vector256.Create(tia.Colour1), colours);
        if (first != 0) colours = Vector256.ConditionalSelect(Expand(first), Vector256.Create(tia.Colour0), colours);
        if (piece != uint.MaxValue) colours = Vector256.ConditionalSelect(Expand(piece), colours, Vector256.LoadUnsafe(ref pixels));
        colours.StoreUnsafe(ref pixels);
    }

    /// <summary>Lane i is 255 where bit i is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Expand(uint bits)
    {
        Vector256<byte> bytes = Vector256.Shuffle(Vector256.Create(bits).AsByte(), Vector256.Create(
            (byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 18, 18, 18, 18, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19));
        Vector256<byte> bit = Vector256.Create(0x8040201008040201ul).AsByte();
        return Vector256.Equals(bytes & bit, bit);
    }

    private static bool OnlyPlayfield(ref TiaState tia)
        => !Objects.IsOn(tia.Side0) && !Objects.IsOn(tia.Side1) && !Objects.BallIsOn(tia);
}
