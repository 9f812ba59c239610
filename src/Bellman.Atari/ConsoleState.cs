using Bellman.Atari.Cartridges;
using Bellman.Atari.Cpu;
using Bellman.Atari.Tia;

namespace Bellman.Atari;

/// <summary>
/// Everything in the console that changes, but for the pictures and the cartridge's RAM: a snapshot is a copy. It holds
/// no reference.
/// </summary>
internal struct ConsoleState
{
    public CpuState Cpu;
    public Riot Riot;
    public TiaState Tia;
    public CartridgeState Cartridge;
    public InputLines Ports;
    public MersenneTwister Random;

    /// <summary>The byte last seen on the data bus: it shows wherever nothing drives the bus.</summary>
    public byte DataBus;

    /// <summary>The program did not end its frame in time; the next frame continues it.</summary>
    public bool Partial;

    /// <summary>Which of the two pictures is being drawn or was drawn last.</summary>
    public int Current;

    /// <summary>Clocks at the end of each picture that frames went through without being drawn.</summary>
    public int Missing0, Missing1;
}
