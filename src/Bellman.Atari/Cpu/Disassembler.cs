using System.Globalization;

namespace Bellman.Atari.Cpu;

/// <summary>Instructions as assemblers write them.</summary>
internal static class Disassembler
{
    /// <summary>An instruction in words, such as <c>LDA ($80),Y</c>.</summary>
    /// <param name="address">Where it stands: branches are written with their targets.</param>
    /// <param name="code">Its opcode in the lowest byte, its operand's bytes above.</param>
    public static string Text(int address, int code)
    {
        int opcode = code & 0xFF, near = code >> 8 & 0xFF, far = code >> 8 & 0xFFFF;
        string name = opcode == Opcodes.JmpIndirect ? "JMP" : Opcodes.Operations[opcode].ToString().ToUpperInvariant();
        string operand = opcode switch
        {
            Opcodes.Jsr => Word(far),
            Opcodes.JmpIndirect => $"({Word(far)})",
            _ => Operand(Opcodes.Modes[opcode], address, near, far),
        };
        return $"{name} {operand}".TrimEnd();
    }

    private static string Operand(Mode mode, int address, int near, int far) => mode switch
    {
        Mode.Immediate => "#" + Byte(near),
        Mode.Relative => Word(address + 2 + (sbyte)near & 0xFFFF),
        Mode.ZeroPage => Byte(near),
        Mode.ZeroPageX => Byte(near) + ",X",
        Mode.ZeroPageY => Byte(near) + ",Y",
        Mode.Absolute => Word(far),
        Mode.AbsoluteX or Mode.AbsoluteXStore => Word(far) + ",X",
        Mode.AbsoluteY or Mode.AbsoluteYStore => Word(far) + ",Y",
        Mode.IndirectX => $"({Byte(near)},X)",
        Mode.IndirectY or Mode.IndirectYStore => $"({Byte(near)}),Y",
        _ => "",
    };

    private static string Byte(int value) => "$" + value.ToString("X2", CultureInfo.InvariantCulture);

    private static string Word(int value) => "$" + value.ToString("X4", CultureInfo.InvariantCulture);
}
