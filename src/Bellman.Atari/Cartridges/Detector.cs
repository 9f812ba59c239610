namespace Bellman.Atari.Cartridges;

/// <summary>
/// Finds the scheme of an image as ALE does: by its length, then by instructions that only programs of one scheme
/// contain.
/// </summary>
internal static class Detector
{
    // STA and LDA of the hot spots (absolute).
    private static readonly byte[][] ParkerBrosSigns =
        [[0x8D, 0xE0, 0x1F], [0x8D, 0xE0, 0x5F], [0x8D, 0xE9, 0xFF], [0xAD, 0xE9, 0xFF], [0xAD, 0xED, 0xFF], [0xAD, 0xF3, 0xBF]];

    // STA $3E, LDA #0.
    private static readonly byte[][] TigervisionRamSigns = [[0x85, 0x3E, 0xA9, 0x00]];

    // STA $3F.
    private static readonly byte[] TigervisionSign = [0x85, 0x3F];

    // STA $240.
    private static readonly byte[][] UaLimitedSigns = [[0x8D, 0x40, 0x02]];

    // JSR $D000, DEC $C5 and JSR $F8C3, LDA $82: Decathlon and Robot Tank, the games that used it.
    private static readonly byte[][] FeSigns = [[0x20, 0x00, 0xD0, 0xC6, 0xC5], [0x20, 0xC3, 0xF8, 0xA5, 0x82]];

    public static BankSwitching Detect(ReadOnlySpan<byte> image) => image.Length switch
    {
        0x800 => BankSwitching.Flat2K,
        0x1000 => image[..0x800].SequenceEqual(image[0x800..]) ? BankSwitching.Flat2K : BankSwitching.Flat4K,
        0x2000 => Detect8K(image),
        0x4000 => HasSuperChip(image) ? BankSwitching.F6SuperChip
            : HasMNetworkRam(image) ? BankSwitching.MNetwork
            : IsTigervision(image, BankSwitching.F6),
        0x8000 => HasSuperChip(image) ? BankSwitching.F4SuperChip : IsTigervision(image, BankSwitching.F4),
        >= 0x2800 and < 0x2900 => BankSwitching.Dpc,
        _ => HasAny(image, TigervisionRamSigns) ? BankSwitching.TigervisionRam : BankSwitching.Tigervision,
    };

    private static BankSwitching Detect8K(ReadOnlySpan<byte> image)
        => HasSuperChip(image) ? BankSwitching.F8SuperChip
        : image[..0x1000].SequenceEqual(image[0x1000..]) ? BankSwitching.Flat4K
        : HasAny(image, ParkerBrosSigns) ? BankSwitching.ParkerBros
        : IsTigervision(image, otherwise: HasAny(image, UaLimitedSigns) ? BankSwitching.UaLimited
            : HasAny(image, FeSigns) ? BankSwitching.Fe : BankSwitching.F8);

    private static BankSwitching IsTigervision(ReadOnlySpan<byte> image, BankSwitching otherwise)
        => HasAny(image, TigervisionRamSigns) ? BankSwitching.TigervisionRam
        : Count(image, TigervisionSign) >= 2 ? BankSwitching.Tigervision
        : otherwise;

    // RAM lies over the first 256 bytes of every bank, so an image has nothing there.
    private static bool HasSuperChip(ReadOnlySpan<byte> image)
    {
        for (int bank = 0; bank < image.Length; bank += 0x1000)
        {
            if (image.Slice(bank, 256).ContainsAnyExcept(image[bank]))
            {
                return false;
            }
        }
        return true;
    }

    // The RAM that an E7 cartridge shows from $800 to $9FF hides 512 bytes of the last bank. The image has one value there, and near it another:
    // ALE compares the 32 bytes before and the 32 behind.
    private static bool HasMNetworkRam(ReadOnlySpan<byte> image)
    {
        const int Hidden = 0x3800, Length = 0x200, Around = 32;
        byte value = image[Hidden];
        return !image.Slice(Hidden, Length).ContainsAnyExcept(value)
            && image.Slice(Hidden - Around, Length + 2 * Around).ContainsAnyExcept(value);
    }

    private static bool HasAny(ReadOnlySpan<byte> image, byte[][] signs)
    {
        foreach (byte[] sign in signs)
        {
            if (Count(image, sign) > 0)
            {
                return true;
            }
        }
        return false;
    }

    // ALE's search does not look at the last place where a signature would fit, nor at the byte behind one that it has found.
    private static int Count(ReadOnlySpan<byte> image, ReadOnlySpan<byte> sign)
    {
        int count = 0;
        for (int i = 0; i < image.Length - sign.Length; i++)
        {
            if (!image.Slice(i, sign.Length).SequenceEqual(sign))
            {
                continue;
            }
            count++;
            i += sign.Length;
        }
        return count;
    }
}
