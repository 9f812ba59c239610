using Bellman.Atari.Cpu;

namespace Bellman.Atari.Tests.Cpu;

/// <summary>64K of RAM and a log of what was written when: a processor without a console.</summary>
internal readonly struct FlatBus() : IBus
{
    public readonly byte[] Memory = new byte[0x10000];
    public readonly List<(int Address, byte Value, int Cycles)> Writes = [];
    public readonly List<int> Reads = [];

    public bool Running => true;

    public byte Read(int address, int cycles)
    {
        Reads.Add(address);
        return Memory[address & 0xFFFF];
    }

    public byte Fetch(int address, int cycles) => Read(address, cycles);

    public int Write(int address, byte value, int cycles, bool afterRead)
    {
        Memory[address] = value;
        Writes.Add((address, value, cycles));
        return cycles;
    }
}
