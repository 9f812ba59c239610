namespace Bellman.Drawing.Charts;

/// <summary>
/// The colours of charts. The first seven are those of Okabe and Ito 2008, which people with any kind of colour vision
/// tell apart, without the yellow and the black that do not stand out on paper. After those the colours repeat with a
/// dashed line.
/// </summary>
internal static class ChartPalette
{
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5b5b5b"];

    /// <summary>The colour of a series, as SVG writes it.</summary>
    public static string Color(int index) => Colors[index % Colors.Length];

    /// <summary>The dashes of a series' line, as SVG writes them; empty for a solid line.</summary>
    public static string Dashes(int index) => (index / Colors.Length % 3) switch
    {
        0 => "",
        1 => "6 3",
        _ => "2 2",
    };
}
