namespace Bellman.Atari.Cpu;

/// <summary>
/// What the processor is wired to. Implemented by structs, so that the calls are compiled into the processor's loop.
/// </summary>
internal interface IBus
{
    /// <summary>False from the moment a write wants the processor to stop after the present instruction.</summary>
    bool Running { get; }

    /// <summary>
    /// The byte of an instruction that was on the bus last. Reads and writes of data note theirs themselves.
    /// </summary>
    byte Held { set; }

    /// <summary>
    /// The instruction at an address: its opcode in the lowest byte and, where it has them, its operand's bytes in the
    /// next two. <paramref name="cycles"/> is the processor's counter before the instruction. Only the first operand
    /// byte of JSR, which fetches the other one itself.
    /// </summary>
    int Fetch(int address, int cycles);

    /// <summary>
    /// Reads the byte at a 16-bit address while the processor's counter stands at <paramref name="cycles"/>.
    /// </summary>
    byte Read(int address, int cycles);

    /// <summary>Reads an address from two bytes in page zero; after $FF the high one is read from $0100.</summary>
    int ReadPointer(int address, int cycles);

    /// <summary>
    /// Writes a byte and returns the cycle counter, which a device may have moved on by holding the processor (the
    /// TIA's WSYNC). <paramref name="afterRead"/> is false where the bus access before this one was a write: then
    /// nothing can hold the processor.
    /// </summary>
    int Write(int address, byte value, int cycles, bool afterRead);

    /// <summary>
    /// Up to which cycle the instruction at an address does nothing but load the accumulator with the value that it
    /// has; 0 where nobody can tell.
    /// </summary>
    int Repeats(int address, int accumulator, int cycles);
}
