namespace Bellman.Atari.Cartridges;

/// <summary>
/// A way of getting more than 4096 bytes into a window of 4096. Schemes hold no state of their own: banks are in
/// <see cref="CartridgeState"/>, and memory is the image with the cartridge's RAM behind it.
/// </summary>
internal interface IBankSwitching
{
    /// <summary>Bytes of RAM in the cartridge.</summary>
    int RamLength { get; }

    /// <summary>Selects the banks that the console starts with.</summary>
    void Reset(ref CartridgeState state);

    /// <summary>
    /// An access to a watched page of the window, by a 16-bit address: switches where there is a hot spot, then returns
    /// the byte that is read while the processor's counter stands at <paramref name="cycles"/>.
    /// </summary>
    byte Read(ref CartridgeState state, ReadOnlySpan<byte> memory, int address, int cycles);

    /// <summary>A write anywhere in the window.</summary>
    void Write(ref CartridgeState state, Span<byte> memory, int address, byte value);
}

/// <summary>A scheme whose hot spots lie outside the window, among the TIA's addresses.</summary>
internal interface ISnoopingScheme : IBankSwitching
{
    /// <summary>Any access below $1000 that the TIA answers; <paramref name="value"/> is null for reads.</summary>
    void Snoop(ref CartridgeState state, int address, byte? value);

    /// <summary>Whether a read below $1000 shows the same place of the window instead of what the TIA says.</summary>
    bool Answers(int address);
}
