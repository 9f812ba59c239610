using System.Globalization;

namespace Bellman.Environments.Atari;

/// <summary>
/// Rules for a program that nobody has described, given as options of its name: <c>score=b2.b1.b0</c> are the addresses
/// of a score of two decimal digits per byte, the highest first; <c>left=c9</c> holds the lives; <c>over=98&amp;80</c>
/// is not 0 when the game is over. Each may have a mask. Without a score there is no reward, without an end only the
/// limit ends an episode.
/// </summary>
internal static class GivenRules
{
    public static AtariGame Game(string name, EnvironmentName environment)
    {
        Cell[] score = [.. (environment["score"]?.Split('.') ?? []).AsEnumerable().Reverse().Select(text => Cell.Parse(text, environment, "score"))];
        Cell? lives = environment["left"] is { } left ? Cell.Parse(left, environment, "left") : null;
        Cell? over = environment["over"] is { } end ? Cell.Parse(end, environment, "over") : null;
        return new(name, "", "", Read);

        GameState Read(Ram ram, GameState before)
        {
            int sum = 0;
            for (int i = score.Length - 1; i >= 0; i--)
            {
                int pair = score[i].In(ram);
                sum = 100 * sum + 10 * (pair >> 4) + (pair & 0xF);
            }
            return before.Next(sum, isOver: over?.In(ram) > 0, lives?.In(ram) ?? 0);
        }
    }

    private readonly record struct Cell(int Address, int Mask)
    {
        public int In(Ram ram) => ram[Address] & Mask;

        public static Cell Parse(string text, EnvironmentName environment, string option)
        {
            string[] parts = text.Split('&');
            if (parts.Length <= 2 && Hex(parts[0], 0x80) is { } address && Hex(parts is [_, var mask] ? mask : "ff", 0) is { } bits)
            {
                return new(address, bits);
            }
            throw environment.Unfit(option, text, "an address from 80 to ff, hexadecimal, such as b2, or with a mask, such as b2&0f");
        }

        private static int? Hex(string text, int least)
            => int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
                && value >= least && value <= 0xFF ? value : null;
    }
}
