using System.Runtime.CompilerServices;
using Bellman.Atari.Cartridges;
using Bellman.Atari.Cpu;
using Bellman.Atari.Tia;

namespace Bellman.Atari;

/// <summary>
/// An Atari 2600 that behaves as the Arcade Learning Environment's does, frame by frame: the same RAM, picture, cycles
/// and lines. Set <see cref="Ports"/>, run a frame, look at <see cref="Screen"/> and <see cref="Ram"/>. It knows
/// nothing of games and learning, has no sound, and allocates nothing after it is made.
/// </summary>
public sealed class Console2600
{
    // ALE gives up on a frame after so many instructions.
    internal const int InstructionsPerFrame = 25_000;
    private const int ProbeFrames = 60, ProbeFrom = 30, PalLines = 285, PalFrames = 15;
    private const int NtscHeight = 210, PalHeight = 250, NtscLineLimit = 290, PalLineLimit = 342;

    // Beyond the last pixel, for the painter's whole blocks and HMOVE's comb.
    private const int Slack = 64;

    private readonly IBankSwitching _scheme;
    private readonly ISnoopingScheme? _snooping;
    private readonly FrameBuffers _album;
    private readonly int _imageLength;
    private byte[]? _canvas;

    internal ConsoleState State;

    /// <summary>The cartridge's image and behind it its RAM; a little longer, for reads of more than a byte.</summary>
    internal readonly byte[] Memory;

    /// <summary>
    /// Switches a console on: RAM and timer hold random bytes, the television standard is found by watching 60 frames,
    /// then it is reset.
    /// </summary>
    public Console2600(Cartridge cartridge, ConsoleOptions? options = null)
    {
        options ??= new ConsoleOptions();
        options.Check();
        _scheme = cartridge.CreateScheme();
        _snooping = _scheme as ISnoopingScheme;
        _imageLength = cartridge.Image.Length;
        Memory = new byte[_imageLength + _scheme.RamLength + sizeof(uint)];
        cartridge.Image.CopyTo(Memory);
        int lines = options.FirstLine + PalHeight;
        _album = new FrameBuffers(Beam.VisiblePixels * lines + Slack);

        State.Ports = InputLines.Released;
        if (options.DifficultyA)
        {
            State.Ports.Switches |= 0xC0;
        }
        State.Random = new MersenneTwister(options.Seed);
        State.Riot = Riot.PowerOn(ref State.Random);
        State.Cartridge.Dpc = DpcChip.PowerOn;
        State.Tia.FirstLine = options.FirstLine;
        State.Tia.Height = options.Height ?? NtscHeight;
        State.Tia.CombAllowed = options.HmoveBlanks;
        State.Tia.LineLimit = NtscLineLimit;
        State.Tia.Pal = options.Television switch { Television.Ntsc => false, Television.Pal => true, _ => ProbePal() };
        if (State.Tia.Pal)
        {
            State.Tia.LineLimit = PalLineLimit;
            State.Tia.Height = options.Height ?? PalHeight;
        }
        Reset();
    }

    /// <summary>Pixels per line: 160.</summary>
    public int Width => Beam.VisiblePixels;

    /// <summary>Lines of the picture: 210, 250 for PAL, or what the options say.</summary>
    public int Height => State.Tia.Height;

    /// <summary>The program was found to be made for PAL television.</summary>
    public bool IsPal => State.Tia.Pal;

    /// <summary>
    /// The picture drawn last: colours of the television's palette, row by row. A view; its bytes change with the next
    /// frame.
    /// </summary>
    public ReadOnlySpan<byte> Screen => _album[State.Current][..(Width * Height)];

    /// <summary>The console's 128 bytes, $80 to $FF. A view.</summary>
    public ReadOnlySpan<byte> Ram => State.Riot.Ram;

    /// <summary>Processor cycles since the present frame began.</summary>
    public int Cycles => State.Cpu.Cycles;

    /// <summary>Lines that the beam has begun or finished since the present frame began.</summary>
    public int Lines => (3 * State.Cpu.Cycles - State.Tia.Origin) / Beam.LineClocks;

    /// <summary>Joysticks, paddles and switches: what is set here holds until it is changed.</summary>
    public ref InputLines Ports => ref State.Ports;

    /// <summary>
    /// Restarts the program. RAM keeps its bytes; the timer and the cartridge's RAM get new random ones, and both
    /// pictures are black.
    /// </summary>
    public void Reset()
    {
        _album.Clear();
        State.Missing0 = State.Missing1 = 0;
        State.Cpu.Cycles = 0;
        State.Riot.Reset(ref State.Random);
        ResetTia();
        foreach (ref byte cell in CartridgeRam)
        {
            cell = (byte)State.Random.Next();
        }
        _scheme.Reset(ref State.Cartridge);
        ConsoleBus bus = new(this);
        State.Cpu = CpuState.AfterReset((ushort)(bus.Read(0xFFFC, 0) | bus.Read(0xFFFD, 0) << 8));
    }

    /// <summary>
    /// Whether <see cref="Screen"/> shows what it would if every frame had been drawn, and will do so after the next
    /// frame that is. Two pictures take turns and a short frame leaves the end of its picture as it was, so that after
    /// frames that were not drawn it usually takes two that are.
    /// </summary>
    public bool ScreenIsWhole => State.Missing0 == 0 && State.Missing1 == 0;

    /// <summary>
    /// Runs until the program synchronises the television. Without <paramref name="draw"/> no pixel is written, which
    /// is faster and changes nothing that a program can see; <see cref="Screen"/> then shows an old picture.
    /// </summary>
    public void RunFrame(bool draw = true)
    {
        BeginFrame(draw);
        Execute(InstructionsPerFrame);
        EndFrame();
    }

    /// <summary>Room for this console's state, still empty.</summary>
    public Snapshot CreateSnapshot() => new(_scheme.RamLength, Beam.VisiblePixels * (State.Tia.FirstLine + PalHeight) + Slack);

    /// <summary>
    /// Copies the state between two frames. The run goes on from it bit for bit after <see cref="Restore"/>.
    /// </summary>
    public void Save(Snapshot snapshot)
    {
        snapshot.State = State;
        CartridgeRam.CopyTo(snapshot.CartridgeRam);
        _album.Save(snapshot.Pictures);
    }

    /// <summary>
    /// Whether a snapshot that was read from a file is one of this console: whatever is used to find a byte is looked
    /// at once here, because <see cref="Restore"/> and the running console trust it.
    /// </summary>
    public bool CanRestore(Snapshot snapshot)
    {
        ref ConsoleState state = ref snapshot.State;
        ref TiaState now = ref State.Tia;
        return state.Random.CanBe && (uint)state.Current <= 1
            && state.Cartridge.CanBe(Memory.Length - sizeof(uint), Math.Max(1, _imageLength / BankLength), RamBanks)
            && state.Tia.FirstLine == now.FirstLine && state.Tia.Height == now.Height && state.Tia.LineLimit == now.LineLimit
            && Beam.CanBe(state.Tia, now.FirstLine + PalHeight);
    }

    /// <summary>Puts a saved state back.</summary>
    public void Restore(Snapshot snapshot)
    {
        State = snapshot.State;
        snapshot.CartridgeRam.CopyTo(CartridgeRam);
        _album.Restore(snapshot.Pictures);
    }

    /// <summary>
    /// Copies the 128 bytes of RAM through the bus, as ALE does after every action: the last of them stays on the bus.
    /// </summary>
    public void ReadRam(Span<byte> destination)
    {
        Ram.CopyTo(destination);
        State.DataBus = State.Riot.Ram[127];
    }

    // RunFrame in three parts, so that tests can execute the middle one by one.
    internal void BeginFrame(bool draw)
    {
        if (!State.Partial)
        {
            StartFrame();
        }
        _canvas = draw ? _album.Open(State.Current) : null;
        State.Tia.FrameEnded = false;
    }

    internal bool IsRunning => !State.Tia.FrameEnded && !State.Cpu.Jammed;

    internal void Execute(int instructions) => Mos6507.Run(ref State.Cpu, new ConsoleBus(this), instructions);

    internal void EndFrame()
    {
        CatchUp();
        NoteMissing();
        if (State.Tia.FrameEnded)
        {
            State.Partial = false;
        }
        else if (!State.Partial)
        {
            State.Partial = true;
            if (_canvas != null)
            {
                Fade();
            }
        }
    }

    // A byte of ROM or RAM, looked at without the bus; -1 where looking has consequences.
    internal int Peek(int address)
    {
        if ((address & 0x1280) == 0x80)
        {
            return Ram[address & 0x7F];
        }
        int page = new ConsoleBus(this).PageOf(address);
        return page >= 0 ? Memory[page + (address & (Pages.Size - 1))] : -1;
    }

    // What writes put off drawing: at the end of a frame, or at any time.
    internal void CatchUp() => Beam.CatchUp(ref State.Tia, _canvas, State.Tia.Due);

    // The bus's way to everything but plain ROM and RAM.
    internal byte ReadElsewhere(int address, int cycles)
    {
        if ((address & 0x1000) != 0)
        {
            return State.DataBus = _scheme.Read(ref State.Cartridge, Memory, address, cycles);
        }
        if ((address & 0x80) != 0)
        {
            return State.DataBus = State.Riot.Read(address, cycles, State.Ports);
        }
        if (_snooping?.Answers(address) == true)
        {
            return new ConsoleBus(this).Read(0x1000 | address, cycles);
        }
        _snooping?.Snoop(ref State.Cartridge, address, null);
        return State.DataBus = RegisterFile.Read(ref State.Tia, _canvas, State.Ports, address, cycles, State.DataBus);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal int WriteElsewhere(int address, byte value, int cycles, bool afterRead)
        => (address & 0x1080) == 0 && _snooping is null
            ? RegisterFile.Write(ref State.Tia, _canvas, address, value, cycles, afterRead)
            : WriteRarely(address, value, cycles, afterRead);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int WriteRarely(int address, byte value, int cycles, bool afterRead)
    {
        if ((address & 0x1080) == 0)
        {
            _snooping?.Snoop(ref State.Cartridge, address, value);
            return RegisterFile.Write(ref State.Tia, _canvas, address, value, cycles, afterRead);
        }
        if ((address & 0x1000) != 0)
        {
            _scheme.Write(ref State.Cartridge, Memory, address, value);
        }
        else
        {
            State.Riot.Write(address, value, cycles);
        }
        return cycles;
    }

    private int BankLength => _scheme is MNetwork ? 0x800 : 0x1000;

    private int RamBanks => _scheme switch { MNetwork => 4, Tigervision => _scheme.RamLength / 0x400, _ => 1 };

    private Span<byte> CartridgeRam => Memory.AsSpan(_imageLength, _scheme.RamLength);

    private void StartFrame()
    {
        ref TiaState tia = ref State.Tia;
        State.Current ^= 1;
        int elapsed = State.Cpu.Cycles, clock = 3 * elapsed;
        State.Cpu.Cycles = 0;
        State.Riot.Rebase(elapsed);
        State.Cartridge.Dpc.Rebase(elapsed);
        Frame.Start(ref tia, clock);
    }

    private void ResetTia()
    {
        TiaState old = State.Tia;
        State.Tia = new TiaState
        {
            FirstLine = old.FirstLine,
            Height = old.Height,
            LineLimit = old.LineLimit,
            Pal = old.Pal,
            CombAllowed = old.CombAllowed,
        };
        Frame.Reset(ref State.Tia);
    }

    private bool ProbePal()
    {
        int tall = 0;
        Reset();
        for (int frame = 0; frame < ProbeFrames; frame++)
        {
            RunFrame();
            if (frame >= ProbeFrom && Lines > PalLines)
            {
                tall++;
            }
        }
        return tall >= PalFrames;
    }

    // A frame that was not drawn leaves a gap as long as itself, one that did not end may leave one as long as the picture. A drawn one fills it.
    private void NoteMissing()
    {
        ref int missing = ref State.Current == 0 ? ref State.Missing0 : ref State.Missing1;
        bool whole = State.Tia.FrameEnded && !State.Partial;
        int reached = State.Tia.Last - State.Tia.Start;
        if (_canvas == null)
        {
            missing = Math.Max(missing, whole ? reached : State.Tia.Stop - State.Tia.Start);
        }
        else if (whole && reached >= missing)
        {
            missing = 0;
        }
    }

    // ALE shows a frame that did not end in grey, from the line that it had reached.
    private void Fade()
    {
        int line = Math.Max(Lines, State.Tia.FirstLine) - State.Tia.FirstLine;
        if (line >= Height)
        {
            return;
        }
        foreach (ref byte pixel in _canvas.AsSpan(line * Width, (Height - line) * Width))
        {
            pixel = (byte)((pixel & 15) >> 1);
        }
    }
}
