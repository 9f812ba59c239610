using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Bellman.Atari.Tia;

/// <summary>
/// Works out which pixels of a line each object covers, so that drawing only combines bits: for those whose registers have changed, when they are
/// drawn the next time.
/// </summary>
internal static class Objects
{
    /// <summary>All six have changed.</summary>
    public const uint All = 0x3F;

    /// <summary>What an object covers has changed.</summary>
    public static void Change(ref TiaState tia, Thing thing) => tia.Stale |= 1u << (int)thing;

    public static void ChangePlayer(ref TiaState tia, int side) => Change(ref tia, Thing.Player0 + 2 * side);

    public static void ChangeMissile(ref TiaState tia, int side) => Change(ref tia, Thing.Missile0 + 2 * side);

    /// <summary>Brings what the objects cover up to date.</summary>
    public static void Refresh(ref TiaState tia)
    {
        uint stale = tia.Stale;
        tia.Stale = 0;
        if (Has(stale, Thing.Player0)) RefreshPlayer(ref tia, 0);
        if (Has(stale, Thing.Player1)) RefreshPlayer(ref tia, 1);
        if (Has(stale, Thing.Missile0)) RefreshMissile(ref tia, 0);
        if (Has(stale, Thing.Missile1)) RefreshMissile(ref tia, 1);
        if (Has(stale, Thing.Ball)) RefreshBall(ref tia);
        if (Has(stale, Thing.Playfield)) RefreshPlayfield(ref tia);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Side SideOf(ref TiaState tia, int side)
        => ref side == 0 ? ref tia.Side0 : ref tia.Side1;

    /// <summary>The player has graphics or the missile is enabled, whether or not they are on this line.</summary>
    public static bool IsOn(in Side side)
        => (side.Delayed ? side.OldGraphics : side.Graphics) != 0 || (side.MissileEnabled && !side.MissileLocked);

    public static bool BallIsOn(in TiaState tia) => tia.BallDelayed ? tia.OldBallEnabled : tia.BallEnabled;

    private static void RefreshPlayer(ref TiaState tia, int index)
    {
        ref Side side = ref SideOf(ref tia, index);
        ref uint row = ref Clear(ref tia, (Thing)((int)Thing.Player0 + 2 * index));
        uint pattern = side.Delayed ? side.OldGraphics : side.Graphics;
        if (pattern == 0) return;
        if (!side.Reflected) pattern = Reversed((byte)pattern); // the highest bit is the leftmost pixel, the lowest bit of a block
        int mode = side.Size & 7, x = side.PlayerX;
        if (mode is 5 or 7)
        {
            // Stretched players start one pixel late.
            if (side.FirstCopySuppressed) return;
            pattern = mode == 5 ? Twice((byte)pattern) : Spread[(int)pattern];
            Place(ref row, pattern, Wrap(x + 1));
            return;
        }
        if (!side.FirstCopySuppressed) Place(ref row, pattern, x);
        PlaceCopies(ref row, pattern, x, mode);
    }

    private static void RefreshMissile(ref TiaState tia, int index)
    {
        ref Side side = ref SideOf(ref tia, index);
        ref uint row = ref Clear(ref tia, (Thing)((int)Thing.Missile0 + 2 * index));
        if (!side.MissileEnabled || side.MissileLocked) return;
        int width = side.Size >> 4 & 3;
        if (index == 0 && tia.CosmicArk)
        {
            if (tia.CosmicArkStep == 2) return;
            if (tia.CosmicArkStep == 1 && width == 0) width = 1;
        }
        uint pattern = (1u << (1 << width)) - 1;
        Place(ref row, pattern, side.MissileX);
        PlaceCopies(ref row, pattern, side.MissileX, side.Size & 7);
    }

    private static void RefreshBall(ref TiaState tia)
    {
        ref uint row = ref Clear(ref tia, Thing.Ball);
        if (BallIsOn(tia))
            Place(ref row, (1u << (1 << (tia.Control >> 4 & 3))) - 1, tia.BallX);
    }

    private static void RefreshPlayfield(ref TiaState tia)
    {
        // 40 cells of four pixels, as the bits of one number.
        ulong left = tia.Playfield, right = tia.Mirrored ? Mirror(tia.Playfield) : tia.Playfield;
        ulong cells = left | right << 20;
        ref uint row = ref Row(ref tia, Thing.Playfield);
        for (int block = 0; block < Coverage.Blocks; block++)
        {
            Unsafe.Add(ref row, block) = Spread[(byte)cells];
            cells >>= 8;
        }
    }

    /// <summary>Pixels between the first copy and the others, by NUSIZ mode (Stella Programmer's Guide, 1979).</summary>
    public static ReadOnlySpan<byte> SecondCopy => [0, 16, 32, 16, 64, 0, 32, 0];

    public static ReadOnlySpan<byte> ThirdCopy => [0, 0, 0, 32, 0, 0, 64, 0];

    public static int Wrap(int x) => x >= 160 ? x - 160 : x < 0 ? x + 160 : x;

    private static bool Has(uint things, Thing thing) => (things >> (int)thing & 1) != 0;

    private static void PlaceCopies(ref uint row, uint pattern, int x, int mode)
    {
        int second = SecondCopy[mode], third = ThirdCopy[mode];
        if (second != 0) Place(ref row, pattern, Wrap(x + second));
        if (third != 0) Place(ref row, pattern, Wrap(x + third));
    }

    private static ref uint Clear(ref TiaState tia, Thing thing)
    {
        ref uint row = ref Row(ref tia, thing);
        Vector256<uint>.Zero.StoreUnsafe(ref row);
        return ref row;
    }

    private static ref uint Row(ref TiaState tia, Thing thing)
        => ref Unsafe.Add(ref Unsafe.As<Coverage, uint>(ref tia.Covered), (int)thing * Coverage.Stride);

    // x is 0 to 159 here; a pattern that leaves the line on the right enters it on the left.
    private static void Place(ref uint row, uint pattern, int x)
    {
        int block = x >> 5;
        ulong bits = (ulong)pattern << (x & 31);
        Unsafe.Add(ref row, block) |= (uint)bits;
        block = block == Coverage.Blocks - 1 ? 0 : block + 1;
        Unsafe.Add(ref row, block) |= (uint)(bits >> 32);
    }

    /// <summary>Every bit four times, by byte.</summary>
    private static readonly uint[] Spread = [.. Enumerable.Range(0, 256).Select(bits =>
    {
        uint spread = 0;
        for (int i = 0; i < 8; i++) spread |= (uint)(bits >> i & 1) * 15 << (4 * i);
        return spread;
    })];

    private static uint Twice(byte bits)
    {
        uint spread = bits;
        spread = (spread | spread << 4) & 0x0F0F;
        spread = (spread | spread << 2) & 0x3333;
        spread = (spread | spread << 1) & 0x5555;
        return spread * 3;
    }

    public static uint Reversed(byte bits)
    {
        uint reversed = bits;
        reversed = (reversed & 0xF0) >> 4 | (reversed & 0x0F) << 4;
        reversed = (reversed & 0xCC) >> 2 | (reversed & 0x33) << 2;
        return (reversed & 0xAA) >> 1 | (reversed & 0x55) << 1;
    }

    private static uint Mirror(uint playfield)
        => Reversed((byte)playfield) << 12 | Reversed((byte)(playfield >> 8)) << 4 | Reversed((byte)(playfield >> 16)) >> 4;
}
