using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Atari.Tia;

/// <summary>
/// Works out which pixels of a line each object covers, so that drawing only combines bits: for those whose registers
/// have changed, when they are drawn the next time.
/// </summary>
internal static class Objects
{
    /// <summary>All six have changed.</summary>
    public const uint All = 0x3F;

    /// <summary>What an object covers has changed.</summary>
    public static void Change(ref TiaState tia, TiaObject thing) => tia.Stale |= 1u << (int)thing;

    public static void ChangePlayer(ref TiaState tia, int side) => Change(ref tia, TiaObject.Player0 + 2 * side);

    public static void ChangeMissile(ref TiaState tia, int side) => Change(ref tia, TiaObject.Missile0 + 2 * side);

    /// <summary>Brings what the objects cover up to date.</summary>
    public static void Refresh(ref TiaState tia)
    {
        uint stale = tia.Stale;
        tia.Stale = 0;
        if (Has(stale, TiaObject.Player0))
        {
            RefreshPlayer(ref tia, 0);
        }
        if (Has(stale, TiaObject.Player1))
        {
            RefreshPlayer(ref tia, 1);
        }
        if (Has(stale, TiaObject.Missile0))
        {
            RefreshMissile(ref tia, 0);
        }
        if (Has(stale, TiaObject.Missile1))
        {
            RefreshMissile(ref tia, 1);
        }
        if (Has(stale, TiaObject.Ball))
        {
            RefreshBall(ref tia);
        }
        if (Has(stale, TiaObject.Playfield))
        {
            RefreshPlayfield(ref tia);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref PlayerPair SideOf(ref TiaState tia, int side)
        => ref side == 0 ? ref tia.Side0 : ref tia.Side1;

    /// <summary>The player has graphics or the missile is enabled, whether or not they are on this line.</summary>
    public static bool IsOn(in PlayerPair side)
        => (side.Delayed ? side.OldGraphics : side.Graphics) != 0 || (side.MissileEnabled && !side.MissileLocked);

    public static bool BallIsOn(in TiaState tia) => tia.BallDelayed ? tia.OldBallEnabled : tia.BallEnabled;

    /// <summary>What an object covers of the line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Vector256<uint> Row(ref TiaState tia, TiaObject thing)
        => ref Unsafe.Add(ref Unsafe.As<ObjectCoverage, Vector256<uint>>(ref tia.Covered), (int)thing);

    private static void RefreshPlayer(ref TiaState tia, int index)
    {
        ref PlayerPair side = ref SideOf(ref tia, index);
        ref Vector256<uint> row = ref Row(ref tia, TiaObject.Player0 + 2 * index);
        row = Vector256<uint>.Zero;
        uint pattern = side.Delayed ? side.OldGraphics : side.Graphics;
        if (pattern == 0)
        {
            return;
        }
        if (!side.Reflected)
        {
            pattern = Reversed((byte)pattern); // the highest bit is the leftmost pixel, the lowest bit of a block
        }
        int mode = side.Size & 7, x = side.PlayerX;
        if (mode is 5 or 7)
        {
            // Stretched players start one pixel late.
            if (!side.FirstCopySuppressed)
            {
                row = At(Wrap(x + 1), mode == 5 ? Twice(pattern) : Twice(Twice(pattern)));
            }
            return;
        }
        row = Copies(pattern, x, mode) | (side.FirstCopySuppressed ? Vector256<uint>.Zero : At(x, pattern));
    }

    private static void RefreshMissile(ref TiaState tia, int index)
    {
        ref PlayerPair side = ref SideOf(ref tia, index);
        ref Vector256<uint> row = ref Row(ref tia, TiaObject.Missile0 + 2 * index);
        row = Vector256<uint>.Zero;
        if (!side.MissileEnabled || side.MissileLocked)
        {
            return;
        }
        int width = side.Size >> 4 & 3;
        if (index == 0 && tia.CosmicArk)
        {
            if (tia.CosmicArkStep == 2)
            {
                return;
            }
            if (tia.CosmicArkStep == 1 && width == 0)
            {
                width = 1;
            }
        }
        uint pattern = (1u << (1 << width)) - 1;
        row = At(side.MissileX, pattern) | Copies(pattern, side.MissileX, side.Size & 7);
    }

    private static void RefreshBall(ref TiaState tia)
        => Row(ref tia, TiaObject.Ball) = BallIsOn(tia) ? At(tia.BallX, (1u << (1 << (tia.Control >> 4 & 3))) - 1) : Vector256<uint>.Zero;

    private static void RefreshPlayfield(ref TiaState tia)
    {
        // 40 cells of four pixels, as the bits of one number.
        ulong left = tia.Playfield, right = tia.Mirrored ? Mirror(tia.Playfield) : tia.Playfield;
        // A byte of them four times, once for each of the pairs of cells whose pixels a byte of the row holds.
        Vector256<byte> cells = Vector256.Shuffle(Vector256.Create(left | right << 20).AsByte(), Vector256.Create(
            (byte)0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 20, 20, 20, 20, 21, 21, 21, 21, 22, 22, 22, 22, 23, 23, 23, 23));
        Vector256<byte> even = Vector256.Create(0x40100401u).AsByte(), odd = Vector256.Create(0x80200802u).AsByte();
        Vector256<byte> low = Vector256.Equals(cells & even, even) & Vector256.Create((byte)0x0F);
        Vector256<byte> high = Vector256.Equals(cells & odd, odd) & Vector256.Create((byte)0xF0);
        Row(ref tia, TiaObject.Playfield) = (low | high).AsUInt32();
    }

    /// <summary>
    /// Pixels between the first copy and the others, by NUSIZ mode (Stella Programmer's Guide, 1979).
    /// </summary>
    public static ReadOnlySpan<byte> SecondCopy => [0, 16, 32, 16, 64, 0, 32, 0];

    public static ReadOnlySpan<byte> ThirdCopy => [0, 0, 0, 32, 0, 0, 64, 0];

    public static int Wrap(int x) => x >= 160 ? x - 160 : x < 0 ? x + 160 : x;

    private static bool Has(uint things, TiaObject thing) => (things >> (int)thing & 1) != 0;

    // The second and the third copy.
    private static Vector256<uint> Copies(uint pattern, int x, int mode)
    {
        int second = SecondCopy[mode], third = ThirdCopy[mode];
        Vector256<uint> row = Vector256<uint>.Zero;
        if (second != 0)
        {
            row = At(Wrap(x + second), pattern);
        }
        if (third != 0)
        {
            row |= At(Wrap(x + third), pattern);
        }
        return row;
    }

    // x is 0 to 159 here; a pattern that leaves the line on the right enters it on the left.
    private static Vector256<uint> At(int x, uint pattern)
    {
        ulong bits = (ulong)pattern << (x & 31);
        uint block = (uint)x >> 5, next = block == ObjectCoverage.Blocks - 1 ? 0 : block + 1;
        Vector256<uint> blocks = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        return Vector256.Equals(blocks, Vector256.Create(block)) & Vector256.Create((uint)bits)
            | Vector256.Equals(blocks, Vector256.Create(next)) & Vector256.Create((uint)(bits >> 32));
    }

    // Every bit twice.
    private static uint Twice(uint bits)
    {
        uint spread = bits;
        spread = (spread | spread << 8) & 0x00FF00FF;
        spread = (spread | spread << 4) & 0x0F0F0F0F;
        spread = (spread | spread << 2) & 0x33333333;
        spread = (spread | spread << 1) & 0x55555555;
        return spread * 3;
    }

    /// <summary>A byte's bits the other way round.</summary>
    public static uint Reversed(byte bits) => ReversedWord(bits) >> 24;

    private static uint Mirror(uint playfield) => ReversedWord(playfield) >> 12;

    private static uint ReversedWord(uint bits)
    {
        bits = BinaryPrimitives.ReverseEndianness(bits);
        bits = (bits & 0xF0F0F0F0) >> 4 | (bits & 0x0F0F0F0F) << 4;
        bits = (bits & 0xCCCCCCCC) >> 2 | (bits & 0x33333333) << 2;
        return (bits & 0xAAAAAAAA) >> 1 | (bits & 0x55555555) << 1;
    }
}
