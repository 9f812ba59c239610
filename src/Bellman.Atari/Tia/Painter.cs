using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bellman.Atari.Tia;

/// <summary>
/// Turns the coverage of the objects into pixels and collisions, a whole line at a time, with bit operations until the
/// colours are known.
/// </summary>
internal static class Painter
{
    private const int ScoreMode = 2, PlayfieldFirst = 4, BlankOn = 2;

    /// <summary>
    /// Paints <paramref name="length"/> pixels (at least 1) of the present line from pixel <paramref name="from"/>.
    /// </summary>
    public static void Paint(ref TiaState tia, byte[]? picture, int from, int length)
    {
        if ((tia.Blank & BlankOn) != 0)
        {
            if (picture != null)
            {
                picture.AsSpan(tia.Row + from, length).Clear();
            }
            return;
        }
        if (tia.Stale != 0)
        {
            Objects.Refresh(ref tia);
        }

        bool playfieldFirst = (tia.Control & PlayfieldFirst) != 0;
        // With both bits set the score colours give way, except where nothing but the playfield is switched on.
        bool score = (tia.Control & ScoreMode) != 0 && (!playfieldFirst || OnlyPlayfield(ref tia));

        Vector256<uint> player0 = Objects.Row(ref tia, TiaObject.Player0), missile0 = Objects.Row(ref tia, TiaObject.Missile0), first = player0 | missile0;
        Vector256<uint> player1 = Objects.Row(ref tia, TiaObject.Player1), missile1 = Objects.Row(ref tia, TiaObject.Missile1), second = player1 | missile1;
        Vector256<uint> ball = Objects.Row(ref tia, TiaObject.Ball), field = Objects.Row(ref tia, TiaObject.Playfield), ground = ball | field;
        Vector256<uint> piece = Before(from + length) & ~Before(from);
        Vector256<uint> overlaps = player0 & missile0 | player1 & missile1 | ball & field | first & second | (first | second) & ground;
        bool meet = (overlaps & piece) != Vector256<uint>.Zero;
        if (picture != null)
        {
            if (score)
            {
                // Each half of the playfield belongs to its player, in colour and in rank.
                Vector256<uint> left = Before(Beam.VisiblePixels / 2);
                first |= field & left;
                second |= field & ~left;
                ground = ball;
            }
            else if (playfieldFirst)
            {
                first &= ~ground;
                second &= ~ground;
            }
            Colour(ref tia, picture, from >> 5, from + length - 1 >> 5, piece, first, second, ground);
        }
        if (meet)
        {
            tia.Collisions |= Collisions.Of(ref tia, piece);
        }
    }

    // From the back to the front.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Colour(
        ref TiaState tia, byte[] picture, int block, int last, Vector256<uint> piece, Vector256<uint> first, Vector256<uint> second, Vector256<uint> ground)
    {
        bool players = ((first | second) & piece) != Vector256<uint>.Zero;
        Vector256<byte> background = Vector256.Create(tia.Background), playfield = Vector256.Create(tia.PlayfieldColour);
        Vector256<byte> colour0 = Vector256.Create(tia.Colour0), colour1 = Vector256.Create(tia.Colour1);
        ref byte pixels = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(picture), tia.Row);
        for (; block <= last; block++)
        {
            Vector256<byte> colours = Vector256.ConditionalSelect(Expand(ref ground, block), playfield, background);
            if (players)
            {
                colours = Vector256.ConditionalSelect(Expand(ref second, block), colour1, colours);
                colours = Vector256.ConditionalSelect(Expand(ref first, block), colour0, colours);
            }
            ref byte target = ref Unsafe.Add(ref pixels, 32 * block);
            if (Word(ref piece, block) != uint.MaxValue)
            {
                colours = Vector256.ConditionalSelect(Expand(ref piece, block), colours, Vector256.LoadUnsafe(ref target));
            }
            colours.StoreUnsafe(ref target);
        }
    }

    // The pixels of a line that lie before one of them.
    private static Vector256<uint> Before(int pixel)
    {
        Vector256<int> blocks = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7), block = Vector256.Create(pixel >> 5);
        Vector256<int> part = Vector256.Equals(blocks, block) & Vector256.Create((1 << (pixel & 31)) - 1);
        return (Vector256.LessThan(blocks, block) | part).AsUInt32();
    }

    private static uint Word(ref Vector256<uint> line, int block) => Unsafe.Add(ref Unsafe.As<Vector256<uint>, uint>(ref line), block);

    // Lane i is 255 where bit i of a block is set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Expand(ref Vector256<uint> line, int block)
    {
        Vector256<byte> bytes = Vector256.Shuffle(Vector256.Create(Word(ref line, block)).AsByte(), Vector256.Create(
            (byte)0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 18, 18, 18, 18, 18, 18, 18, 18, 19, 19, 19, 19, 19, 19, 19, 19));
        Vector256<byte> bit = Vector256.Create(0x8040201008040201ul).AsByte();
        return Vector256.Equals(bytes & bit, bit);
    }

    private static bool OnlyPlayfield(ref TiaState tia)
        => !Objects.IsOn(tia.Side0) && !Objects.IsOn(tia.Side1) && !Objects.BallIsOn(tia);
}
