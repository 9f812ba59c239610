namespace Bellman.Atari.Cpu;

/// <summary>What the processor is wired to. Implemented by structs, so that the calls are compiled into the processor's loop.</summary>
internal interface IBus
{
    /// <summary>False from the moment something wants the processor to stop after the present instruction.</summary>
    bool Running { get; }

    /// <summary>Reads the byte at a 16-bit address while the processor's counter stands at <paramref name="cycles"/>.</summary>
    byte Read(int address, int cycles);

    /// <summary>The same for an address that is nearly always the program's: the read worth compiling into the processor's loop.</summary>
    byte Fetch(int address, int cycles);

    /// <summary>
    /// Writes a byte and returns the cycle counter, which a device may have moved on by holding the processor (the TIA's WSYNC).
    /// <paramref name="afterRead"/> is false where the bus access before this one was a write: then nothing can hold the processor.
    /// </summary>
    int Write(int address, byte value, int cycles, bool afterRead);
}
