using System.Runtime.InteropServices;

namespace Bellman.Drawing;

/// <summary>
/// At most 255 colours that stand for those of a picture, chosen by median cut (Heckbert 1982). A group of colours is
/// represented by its most frequent one, so that flat areas keep their exact colour.
/// </summary>
internal sealed class GifPalette
{
    /// <summary>One of the format's 256 is left for "unchanged".</summary>
    public const int Capacity = 255;

    /// <summary>
    /// Distances in RGB up to this go unnoticed in the single pixels of an edge; smaller ones would give every frame
    /// its own table.
    /// </summary>
    private const int Tolerance = 28;

    private readonly Dictionary<int, (byte Index, bool Near)> _known = [];
    private readonly List<int> _colors = [];

    public GifPalette(ReadOnlySpan<byte> rgb)
    {
        List<Group> groups = [new(Count(rgb))];
        while (groups.Count < Capacity && groups.MaxBy(group => group.Weight) is { Weight: > 0 } widest)
        {
            int cut = Cut(widest);
            groups[groups.IndexOf(widest)] = new(widest.Colors[..cut]);
            groups.Add(new(widest.Colors[cut..]));
        }
        foreach (Group group in groups)
        {
            _colors.Add(group.Colors.MaxBy(entry => entry.Count).Color);
        }
        Table = new byte[(Capacity + 1) * 3];
        for (int i = 0; i < _colors.Count; i++)
        {
            (Table[i * 3], Table[i * 3 + 1], Table[i * 3 + 2]) = ((byte)(_colors[i] >> 16), (byte)(_colors[i] >> 8), (byte)_colors[i]);
        }
    }

    /// <summary>Red, green and blue of the colours, padded with black, [256 x 3].</summary>
    public byte[] Table { get; }

    /// <summary>The index of the nearest colour, and whether it is near enough.</summary>
    public byte Nearest(int color, out bool near)
    {
        ref (byte Index, bool Near) known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, color, out bool exists);
        if (!exists)
        {
            int best = 0;
            for (int i = 1; i < _colors.Count; i++)
            {
                best = Distance(_colors[i], color) < Distance(_colors[best], color) ? i : best;
            }
            known = ((byte)best, Distance(_colors[best], color) <= Tolerance * Tolerance);
        }
        near = known.Near;
        return known.Index;
    }

    private static (int Color, int Count)[] Count(ReadOnlySpan<byte> rgb)
    {
        Dictionary<int, int> counts = [];
        for (int i = 0; i < rgb.Length; i += 3)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, rgb[i] << 16 | rgb[i + 1] << 8 | rgb[i + 2], out _)++;
        }
        (int Color, int Count)[] colors = [.. counts.Select(pair => (pair.Key, pair.Value))];
        Array.Sort(colors);
        return colors;
    }

    /// <summary>
    /// Sorts a group along its longest side; where to cut so that each part has about half of the pixels.
    /// </summary>
    private static int Cut(Group group)
    {
        group.Colors.AsSpan().Sort((a, b) => (Channel(a.Color, group.Shift), a.Color).CompareTo((Channel(b.Color, group.Shift), b.Color)));
        long half = group.Pixels / 2, sum = group.Colors[0].Count;
        int cut = 1;
        while (cut < group.Colors.Count - 1 && sum + group.Colors[cut].Count <= half)
        {
            sum += group.Colors[cut++].Count;
        }
        return cut;
    }

    private static int Channel(int color, int shift) => color >> shift & 255;

    private static int Distance(int a, int b)
    {
        int red = Channel(a, 16) - Channel(b, 16), green = Channel(a, 8) - Channel(b, 8), blue = Channel(a, 0) - Channel(b, 0);
        return red * red + green * green + blue * blue;
    }

    /// <summary>Colours that one entry of the palette would stand for.</summary>
    private sealed class Group
    {
        public Group(ArraySegment<(int Color, int Count)> colors)
        {
            Colors = colors;
            int length = -1;
            foreach (int shift in (ReadOnlySpan<int>)[8, 16, 0]) // green first: the eye is keenest there
            {
                (int low, int high) = (255, 0);
                foreach ((int color, _) in colors)
                {
                    (low, high) = (Math.Min(low, Channel(color, shift)), Math.Max(high, Channel(color, shift)));
                }
                (Shift, length) = high - low > length ? (shift, high - low) : (Shift, length);
            }
            Pixels = colors.Sum(entry => (long)entry.Count);
            Weight = length * (double)length * Math.Sqrt(Pixels);
        }

        public ArraySegment<(int Color, int Count)> Colors { get; }

        public long Pixels { get; }

        /// <summary>Where the channel of the longest side begins in a colour.</summary>
        public int Shift { get; }

        /// <summary>
        /// How much there is to gain by cutting: many pixels that are spread widely; 0 for a single colour.
        /// </summary>
        public double Weight { get; }
    }
}
