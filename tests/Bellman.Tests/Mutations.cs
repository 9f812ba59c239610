using System.Globalization;
using System.Text;

namespace Bellman.Tests;

/// <summary>How tests change what they are given, as somebody would who wants to do harm.</summary>
internal static class Mutations
{
    /// <summary>How many are tried: the usual number, or the one that a variable of the environment says.</summary>
    public static int Count(string variable, int usual)
        => int.Parse(Environment.GetEnvironmentVariable(variable) ?? usual.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>One to three changes of numbers, bytes or bits, and from where on.</summary>
    public static (byte[] Changed, int First) OfBytes(byte[] content, Random random)
    {
        var bytes = new List<byte>(content);
        int first = int.MaxValue;
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Count > 8; changes--)
        {
            int at = random.Next(bytes.Count - 8);
            first = Math.Min(first, at);
            byte[] number = random.Next(6) switch
            {
                0 => BitConverter.GetBytes(random.Next(3) switch { 0 => int.MaxValue, 1 => int.MinValue, _ => -1 }),
                1 => BitConverter.GetBytes(random.Next(3) switch { 0 => long.MaxValue, 1 => long.MinValue, _ => random.NextInt64() }),
                2 => BitConverter.GetBytes(random.Next(2) == 0 ? double.NaN : double.PositiveInfinity),
                3 => BitConverter.GetBytes(random.Next(-3, 70)),
                4 => Encoding.ASCII.GetBytes(random.Next(10).ToString(CultureInfo.InvariantCulture)),
                _ => [(byte)random.Next(256)],
            };
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.InsertRange(at, number);
                    break;
                case 2:
                    bytes.RemoveRange(at, random.Next(1, 9));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(1, Math.Min(64, bytes.Count - at))));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    for (int i = 0; i < number.Length; i++)
                    {
                        bytes[at + i] = number[i];
                    }
                    break;
            }
        }
        return ([.. bytes], first);
    }

    /// <summary>One to three changes of letters, some of which put a scrap in.</summary>
    public static byte[] OfText(byte[] text, string[] scraps, ref Rng random)
    {
        List<byte> changed = [.. text];
        for (int times = 1 + random.NextInt(3); times > 0; times--)
        {
            int at = random.NextInt(changed.Count), length = Math.Min(random.NextInt(6), changed.Count - at);
            switch (random.NextInt(4))
            {
                case 0: changed[at] = (byte)random.NextInt(256); break;
                case 1: changed.RemoveRange(at, length); break;
                case 2: changed.InsertRange(at, changed.GetRange(at, length)); break;
                default:
                    changed.RemoveRange(at, Math.Min(random.NextInt(3), length));
                    changed.InsertRange(at, Encoding.UTF8.GetBytes(scraps[random.NextInt(scraps.Length)]));
                    break;
            }
            if (changed.Count == 0)
            {
                break;
            }
        }
        return [.. changed];
    }
}
