using System.Security.Cryptography;
using Bellman.Atari.Cartridges;

namespace Bellman.Atari;

/// <summary>Bank switching schemes of cartridges.</summary>
public enum BankSwitching
{
    /// <summary>2K, seen twice.</summary>
    Flat2K,

    /// <summary>4K.</summary>
    Flat4K,

    /// <summary>8K in two banks, Atari.</summary>
    F8,

    /// <summary>F8 with 128 bytes of RAM.</summary>
    F8SuperChip,

    /// <summary>16K in four banks, Atari.</summary>
    F6,

    /// <summary>F6 with 128 bytes of RAM.</summary>
    F6SuperChip,

    /// <summary>32K in eight banks, Atari.</summary>
    F4,

    /// <summary>F4 with 128 bytes of RAM.</summary>
    F4SuperChip,

    /// <summary>E0: 8K in slices of 1K, Parker Brothers.</summary>
    ParkerBros,

    /// <summary>E7: 16K and 2K of RAM, M-Network.</summary>
    MNetwork,

    /// <summary>FE: 8K by address, Activision.</summary>
    Fe,

    /// <summary>8K, UA Limited.</summary>
    UaLimited,

    /// <summary>3F: banks of 2K, Tigervision.</summary>
    Tigervision,

    /// <summary>3E: 3F with 32K of RAM.</summary>
    TigervisionRam,

    /// <summary>10K with the display processor of Pitfall II.</summary>
    Dpc,
}

/// <summary>A ROM image with its bank switching scheme.</summary>
public sealed class Cartridge
{
    private const int Largest = 512 * 1024;

    // The MD5 sums, by their first four bytes, of two F8 games whose banks lie in the other order.
    private static readonly string[] SwappedF8 = ["bc24440b", "75ee371c"];

    private readonly byte[] _image;

    /// <summary>Takes a copy of an image and finds its scheme.</summary>
    /// <exception cref="CartridgeException">No cartridge has an image like this one.</exception>
    public Cartridge(ReadOnlySpan<byte> image) : this(image, Detector.Detect(Checked(image)))
    {
    }

    /// <summary>Takes a copy of an image whose scheme is known.</summary>
    /// <exception cref="CartridgeException">The scheme needs another length.</exception>
    public Cartridge(ReadOnlySpan<byte> image, BankSwitching scheme)
    {
        if (!Fits(image.Length, scheme))
        {
            throw new CartridgeException($"An image of {image.Length} bytes cannot be a cartridge of scheme {scheme}: "
                + "choose another scheme, or let it be detected.");
        }
        Scheme = scheme;
        Md5 = Convert.ToHexStringLower(MD5.HashData(image));
        // An 8K image that is one 4K image twice, and a 4K one that is one 2K image twice.
        _image = image[..Math.Min(image.Length, scheme switch { BankSwitching.Flat2K => 0x800, BankSwitching.Flat4K => 0x1000, _ => image.Length })].ToArray();
    }

    /// <summary>The scheme.</summary>
    public BankSwitching Scheme { get; }

    /// <summary>
    /// The MD5 sum of the image as it was given, in 32 hexadecimal digits: the name by which collections know it.
    /// </summary>
    public string Md5 { get; }

    internal ReadOnlySpan<byte> Image => _image;

    internal IBankSwitching CreateScheme() => Scheme switch
    {
        BankSwitching.F8 or BankSwitching.F8SuperChip
            => new AtariBanks(2, 0xFF8, startBank: SwappedF8.Contains(Md5[..8]) ? 0 : 1, Scheme == BankSwitching.F8SuperChip),
        BankSwitching.F6 or BankSwitching.F6SuperChip => new AtariBanks(4, 0xFF6, startBank: 0, Scheme == BankSwitching.F6SuperChip),
        BankSwitching.F4 or BankSwitching.F4SuperChip => new AtariBanks(8, 0xFF4, startBank: 0, Scheme == BankSwitching.F4SuperChip),
        BankSwitching.ParkerBros => new ParkerBros(),
        BankSwitching.MNetwork => new MNetwork(),
        BankSwitching.Fe => new Fe(),
        BankSwitching.UaLimited => new UaLimited(),
        BankSwitching.Tigervision or BankSwitching.TigervisionRam => new Tigervision(_image.Length, Scheme == BankSwitching.TigervisionRam),
        BankSwitching.Dpc => new Dpc(),
        _ => new Flat(_image.Length),
    };

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> image)
    {
        ReadOnlySpan<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G'], zip = [(byte)'P', (byte)'K', 3, 4];
        if (image.IsEmpty)
        {
            throw new CartridgeException("This ROM image is empty: download or dump it again.");
        }
        if (image.StartsWith(png))
        {
            throw new CartridgeException("This is a PNG picture, not a ROM image: give the .bin or .a26 file.");
        }
        if (image.StartsWith(zip))
        {
            throw new CartridgeException("This is a zip archive, not a ROM image: unpack it and give the .bin or .a26 file.");
        }
        if (image.Length > Largest)
        {
            throw new CartridgeException($"This file has {image.Length} bytes, more than any cartridge ({Largest}): it is not an Atari 2600 ROM image.");
        }
        if (image.Length is not (0x800 or 0x1000 or 0x2000 or 0x4000 or 0x8000 or 0x10000 or 0x20000 or 0x40000 or 0x80000)
            && !Fits(image.Length, BankSwitching.Dpc))
        {
            throw new CartridgeException($"No cartridge holds {image.Length} bytes (2048, 4096, 8192, 16384 and 32768 are usual): "
                + "the image is damaged or of another console.");
        }
        return image;
    }

    private static bool Fits(int length, BankSwitching scheme) => scheme switch
    {
        BankSwitching.Flat2K => length is 0x800 or 0x1000,
        BankSwitching.Flat4K => length is 0x1000 or 0x2000,
        BankSwitching.F6 or BankSwitching.F6SuperChip or BankSwitching.MNetwork => length == 0x4000,
        BankSwitching.F4 or BankSwitching.F4SuperChip => length == 0x8000,
        BankSwitching.Tigervision or BankSwitching.TigervisionRam => length is >= 0x1000 and <= Largest && length % 0x800 == 0,
        // 8K of program, 2K of graphics, and in most dumps 255 bytes of random numbers that nobody needs.
        BankSwitching.Dpc => length is >= 0x2800 and < 0x2900,
        _ => length == 0x2000,
    };
}
