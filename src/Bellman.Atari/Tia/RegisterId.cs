using System.Runtime.CompilerServices;

namespace Bellman.Atari.Tia;

/// <summary>
/// The TIA's write registers (Stella Programmer's Guide). Their numbers lie far apart, so that choosing among them is a
/// tree of comparisons, as <see cref="Cpu.Operation"/> explains.
/// </summary>
internal static class RegisterId
{
    public const int Apart = 1 << 8;

    public const int Vsync = 0x00 * Apart, Vblank = 0x01 * Apart, Wsync = 0x02 * Apart;
    public const int Nusiz0 = 0x04 * Apart, Nusiz1 = 0x05 * Apart, Colup0 = 0x06 * Apart, Colup1 = 0x07 * Apart;
    public const int Colupf = 0x08 * Apart, Colubk = 0x09 * Apart, Ctrlpf = 0x0A * Apart;
    public const int Refp0 = 0x0B * Apart, Refp1 = 0x0C * Apart, Pf0 = 0x0D * Apart, Pf1 = 0x0E * Apart, Pf2 = 0x0F * Apart;
    public const int Resp0 = 0x10 * Apart, Resp1 = 0x11 * Apart, Resm0 = 0x12 * Apart, Resm1 = 0x13 * Apart, Resbl = 0x14 * Apart;
    public const int Grp0 = 0x1B * Apart, Grp1 = 0x1C * Apart, Enam0 = 0x1D * Apart, Enam1 = 0x1E * Apart, Enabl = 0x1F * Apart;
    public const int Hmp0 = 0x20 * Apart, Hmp1 = 0x21 * Apart, Hmm0 = 0x22 * Apart, Hmm1 = 0x23 * Apart, Hmbl = 0x24 * Apart;
    public const int Vdelp0 = 0x25 * Apart, Vdelp1 = 0x26 * Apart, Vdelbl = 0x27 * Apart;
    public const int Resmp0 = 0x28 * Apart, Resmp1 = 0x29 * Apart, Hmove = 0x2A * Apart, Hmclr = 0x2B * Apart, Cxclr = 0x2C * Apart;

    private const ulong States = 0x000003E0F800FBC2, Seen = 0x000017E4F81FFFF2;

    /// <summary>
    /// Whether writing the value that a register has changes nothing: those that are no strobes and remember nothing
    /// else.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsState(int register) => (States >> register & 1) != 0;

    /// <summary>
    /// Whether a write can show in the picture or in the collisions at once; synchronisation, sound and motion cannot.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSeen(int register) => (Seen >> register & 1) != 0;

    /// <summary>Colour clocks until a write shows.</summary>
    public static ReadOnlySpan<byte> Delays =>
    [
        0, 1, 0, 0, 8, 8, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0,
        0, 0, 8, 8, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
}
