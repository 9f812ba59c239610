namespace Bellman.Atari.Assembly;

/// <summary>An instruction's operand, taken apart by its signs.</summary>
/// <param name="Text">The expression in it; null where there is none.</param>
/// <param name="Choices">What it can mean, the shortest first.</param>
internal readonly record struct Operand(string? Text, Addressing[] Choices)
{
    public static Operand Parse(string text)
    {
        string plain = text.Replace(" ", "", StringComparison.Ordinal);
        string lower = plain.ToLowerInvariant();
        if (lower.Length == 0)
        {
            return new(null, [Addressing.Implied, Addressing.Accumulator]);
        }
        if (lower == "a")
        {
            return new(null, [Addressing.Accumulator]);
        }
        if (lower[0] == '#')
        {
            return new(plain[1..], [Addressing.Immediate]);
        }
        if (lower[0] == '(')
        {
            if (lower.EndsWith(",x)", StringComparison.Ordinal))
            {
                return new(plain[1..^3], [Addressing.IndirectX]);
            }
            if (Closes(lower) == lower.Length - 3 && lower.EndsWith("),y", StringComparison.Ordinal))
            {
                return new(plain[1..^3], [Addressing.IndirectY]);
            }
            if (Closes(lower) == lower.Length - 1)
            {
                return new(plain[1..^1], [Addressing.Indirect]);
            }
        }
        if (lower.EndsWith(",x", StringComparison.Ordinal))
        {
            return new(plain[..^2], [Addressing.ZeroPageX, Addressing.AbsoluteX]);
        }
        if (lower.EndsWith(",y", StringComparison.Ordinal))
        {
            return new(plain[..^2], [Addressing.ZeroPageY, Addressing.AbsoluteY]);
        }
        return new(plain, [Addressing.ZeroPage, Addressing.Absolute, Addressing.Relative]);
    }

    /// <summary>The way that an instruction takes it, from what is known of its value above the line.</summary>
    /// <exception cref="AssemblyException">The instruction cannot have such an operand.</exception>
    public Addressing Choose(string mnemonic, int? value, int line)
    {
        Addressing[] possible = [.. Choices.Where(choice => InstructionSet.Opcode(mnemonic, choice) is not null)];
        if (possible.Length == 0)
        {
            throw new AssemblyException(line, $"{mnemonic} cannot have {(Text is null ? "no operand" : "such an operand")}.");
        }
        return possible.Length > 1 && value is not (>= 0 and <= 0xFF) ? possible[1] : possible[0];
    }

    // Where the parenthesis at the beginning closes.
    private static int Closes(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }
        return -1;
    }
}
