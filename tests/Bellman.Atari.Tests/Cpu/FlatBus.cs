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

    public byte Held { set { } }

    public int Fetch(int address, int cycles)
    {
        int opcode = Read(address, cycles), code = opcode;
        for (int i = 1; i < Opcodes.Fetched(opcode); i++)
        {
            code |= Read(address + i, cycles) << (8 * i);
        }
        return code;
    }

    public int ReadPointer(int address, int cycles) => Read(address, cycles) | Read(address + 1, cycles) << 8;

    public int Repeats(int address, int accumulator, int cycles) => 0;

    public int Write(int address, byte value, int cycles, bool afterRead)
    {
        Memory[address] = value;
        Writes.Add((address, value, cycles));
        return cycles;
    }
}
