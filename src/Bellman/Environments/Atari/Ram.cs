namespace Bellman.Environments.Atari;

/// <summary>The console's 128 bytes as a game sees them: at $80 to $FF.</summary>
internal readonly ref struct Ram(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>A byte by its address.</summary>
    public int this[int address] => _bytes[address & 0x7F];

    /// <summary>A byte as a number from -128 to 127.</summary>
    public int Signed(int address) => (sbyte)_bytes[address & 0x7F];

    /// <summary>Two decimal digits in each byte, the lowest pair first.</summary>
    public int Bcd(params ReadOnlySpan<int> addresses)
    {
        int sum = 0;
        for (int i = addresses.Length - 1; i >= 0; i--)
        {
            int pair = this[addresses[i]];
            sum = 100 * sum + 10 * (pair >> 4) + (pair & 0xF);
        }
        return sum;
    }
}
