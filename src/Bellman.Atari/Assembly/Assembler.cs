namespace Bellman.Atari.Assembly;

/// <summary>
/// A small assembler for the 6502: its documented instructions, labels, constants (<c>NAME = value</c>), and
/// <c>org</c>, <c>align</c>, <c>ds</c>, <c>.byte</c>, <c>.word</c>, written as for dasm.
/// </summary>
/// <remarks>
/// A line is <c>label: operation operand ; comment</c>; a label stands in the first column, its colon may be left out,
/// everything else may not. A label that begins with a dot belongs to the last one without. An operand is in the zero
/// page if its value is known above the line and fits; see <c>Expression</c> for what a value may be. The program is
/// read twice: first for the labels, then for the bytes.
/// </remarks>
public sealed class Assembler
{
    private const int MostBytes = 0x10000;

    private readonly Symbols _symbols = new();
    private readonly List<Addressing> _chosen = []; // of each instruction, when it was read the first time
    private readonly List<byte> _image = [];
    private int _line, _here, _instructions;
    private bool _placed;

    private Assembler()
    {
    }

    /// <summary>The bytes of a program, from its first <c>org</c> to its last byte; gaps are filled with 0.</summary>
    /// <param name="text">The program, a line of text for each of its lines.</param>
    /// <exception cref="AssemblyException">It has a mistake.</exception>
    public static byte[] Assemble(string text)
    {
        var assembler = new Assembler();
        string[] lines = text.Split('\n');
        assembler.Read(lines);
        assembler._symbols.Rewind();
        assembler.Read(lines);
        return [.. assembler._image];
    }

    private void Read(string[] lines)
    {
        (_here, _instructions, _placed) = (0, 0, false);
        _image.Clear();
        for (_line = 1; _line <= lines.Length; _line++)
        {
            Read(lines[_line - 1].Split(';')[0].Replace('\t', ' ').TrimEnd());
        }
    }

    private void Read(string line)
    {
        if (line.Length == 0)
        {
            return;
        }
        string name = line[0] == ' ' ? "" : new([.. line.TakeWhile(Symbols.IsPartOfName)]);
        if (name.Length == 0 && line[0] != ' ')
        {
            throw Mistake($"'{line}' begins with no label: put a space before an operation.");
        }
        string rest = line[name.Length..].TrimStart(':').Trim();
        if (name.Length > 0 && rest.StartsWith('='))
        {
            _symbols.Define(name, Value(rest[1..]), _line, isLabel: false);
            return;
        }
        if (name.Length > 0)
        {
            _symbols.Define(name, _here, _line, isLabel: true);
        }
        if (rest.Length == 0)
        {
            return;
        }
        string[] words = rest.Split(' ', 2, StringSplitOptions.TrimEntries);
        Operation(words[0].ToLowerInvariant(), words is [_, var operand] ? operand : "");
    }

    private void Operation(string operation, string operand)
    {
        switch (operation)
        {
            case "org": MoveTo(Known(operand)); break;
            case "align":
                int size = Math.Max(1, Known(operand));
                MoveTo((_here + size - 1) / size * size);
                break;
            case "ds": MoveTo(_here + Known(operand)); break;
            case ".byte":
                foreach (string value in operand.Split(','))
                {
                    Emit(Byte(Value(value)));
                }
                break;
            case ".word":
                foreach (string value in operand.Split(','))
                {
                    EmitWord(Value(value));
                }
                break;
            default:
                if (!InstructionSet.Knows(operation))
                {
                    throw Mistake($"there is no instruction '{operation}'.");
                }
                Instruction(operation, Operand.Parse(operand));
                break;
        }
    }

    private void Instruction(string mnemonic, Operand operand)
    {
        int? value = operand.Text is { } text ? Value(text) : null;
        if (!_symbols.Complete)
        {
            _chosen.Add(operand.Choose(mnemonic, value, _line));
        }
        Addressing addressing = _chosen[_instructions++];
        Emit(InstructionSet.Opcode(mnemonic, addressing)!.Value);
        if (addressing == Addressing.Relative)
        {
            Emit(Distance(value));
        }
        else if (addressing is Addressing.Immediate)
        {
            Emit(Byte(value));
        }
        else if (InstructionSet.Length(addressing) == 2)
        {
            Emit(ZeroPage(value));
        }
        else if (InstructionSet.Length(addressing) == 3)
        {
            EmitWord(value);
        }
    }

    private void MoveTo(int address)
    {
        if (address < _here || address > MostBytes)
        {
            throw Mistake($"${address:x} lies {(address < _here ? $"before ${_here:x}, where the program is already" : "beyond $10000")}.");
        }
        if (!_placed)
        {
            _here = address;
        }
        while (_here < address)
        {
            Emit(0);
        }
    }

    private void Emit(int value)
    {
        _placed = true;
        _image.Add((byte)value);
        if (++_here > MostBytes)
        {
            throw Mistake("the program is longer than $10000.");
        }
    }

    private void EmitWord(int? value)
    {
        if (value is < -0x8000 or > 0xFFFF)
        {
            throw Mistake($"{value} does not fit into two bytes.");
        }
        Emit((value ?? 0) & 0xFF);
        Emit((value ?? 0) >> 8);
    }

    private int Byte(int? value)
        => value is < -0x80 or > 0xFF ? throw Mistake($"{value} does not fit into a byte: take < or > of it.") : value ?? 0;

    private int ZeroPage(int? value) => value is < 0 or > 0xFF ? throw Mistake($"{value} is not in the zero page.") : value ?? 0;

    private int Distance(int? target)
    {
        int distance = (target ?? _here + 1) - (_here + 1);
        return distance is >= -0x80 and <= 0x7F ? distance
            : throw Mistake($"a branch reaches from -128 to 127 bytes, and this one is {distance} long: branch around a jmp.");
    }

    private int Known(string text)
        => Value(text) ?? throw Mistake($"'{text}' must be known here: define it further up.");

    private int? Value(string text) => Expression.Value(text.Trim(), _symbols, _here, _line);

    private AssemblyException Mistake(string problem) => new(_line, problem);
}
