using System.Runtime.CompilerServices;

namespace Bellman.Atari.Cpu;

/// <summary>
/// Addition and subtraction. A result is packed as value | carry &lt;&lt; 8 | overflow &lt;&lt; 9, so that the
/// processor's loop can keep its registers in machine registers.
/// </summary>
internal static class Arithmetic
{
    public const int CarryShift = 8, OverflowShift = 9;

    /// <summary>ADC.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(int a, int operand, int carry, bool isDecimal)
    {
        if (isDecimal)
        {
            return AddDecimal(a, operand, carry);
        }
        int sum = a + operand + carry;
        return (sum & 0x1FF) | ((~(a ^ operand) & (a ^ sum) & 0x80) << 2);
    }

    /// <summary>SBC; the carry is the borrow's opposite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Subtract(int a, int operand, int carry, bool isDecimal)
        => isDecimal ? SubtractDecimal(a, operand, carry) : Add(a, operand ^ 0xFF, carry, isDecimal: false);

    // Both decimal forms are ALE's, which computes with whole numbers up to 99: other invalid digits and flags than an NMOS 6502's.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int AddDecimal(int a, int operand, int carry)
    {
        int sum = FromBcd(a) + FromBcd(operand) + carry;
        int result = ToBcd(sum & 0xFF);
        return result | (sum > 99 ? 1 << CarryShift : 0) | Overflow(a, operand, result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SubtractDecimal(int a, int operand, int carry)
    {
        int difference = FromBcd(a) - FromBcd(operand) - (1 - carry);
        if (difference < 0)
        {
            difference += 100;
        }
        // Still negative only for invalid digits: ALE then reads the table that lies in front of the one it means.
        int result = difference >= 0 ? ToBcd(difference) : FromBcd(256 + difference) & 0xFF;
        return result | (a >= operand + (1 - carry) ? 1 << CarryShift : 0) | Overflow(a, operand, result);
    }

    private static int FromBcd(int digits) => 10 * (digits >> 4) + (digits & 15);

    private static int ToBcd(int number) => (number % 100 / 10 << 4) | number % 10;

    private static int Overflow(int a, int operand, int result) => ((a ^ result) & (result ^ operand) & 0x80) << 2;
}
