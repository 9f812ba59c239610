using System.Runtime.CompilerServices;

namespace Bellman.Atari;

/// <summary>
/// The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998): ALE fills RAM and starts the timer from it, with a
/// fixed seed. A plain value.
/// </summary>
internal struct MersenneTwister
{
    private const int Length = 624, Middle = 397;

    [InlineArray(Length)]
    private struct Words
    {
        private uint _first;
    }

    private Words _words;
    private int _next;

    /// <summary>A generator seeded as <c>std::mt19937</c> is.</summary>
    public MersenneTwister(uint seed)
    {
        _words[0] = seed;
        for (int i = 1; i < Length; i++)
        {
            _words[i] = 1812433253u * (_words[i - 1] ^ _words[i - 1] >> 30) + (uint)i;
        }
        _next = Length;
    }

    /// <summary>Whether a generator that was read from a file is one.</summary>
    public readonly bool CanBe => (uint)_next <= Length;

    /// <summary>The next 32 bits.</summary>
    public uint Next()
    {
        if (_next == Length)
        {
            Twist();
        }
        uint word = _words[_next++];
        word ^= word >> 11;
        word ^= word << 7 & 0x9D2C5680;
        word ^= word << 15 & 0xEFC60000;
        return word ^ word >> 18;
    }

    /// <summary>The next number from [0, 1): 32 bits divided by 2 to the 32nd.</summary>
    public double NextDouble() => Next() / 4294967296.0;

    private void Twist()
    {
        for (int i = 0; i < Length; i++)
        {
            uint mixed = (_words[i] & 0x80000000) | (_words[(i + 1) % Length] & 0x7FFFFFFF);
            _words[i] = _words[(i + Middle) % Length] ^ mixed >> 1 ^ ((mixed & 1) != 0 ? 0x9908B0DF : 0);
        }
        _next = 0;
    }
}
