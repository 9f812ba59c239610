namespace Bellman.Drawing.Charts;

/// <summary>How a series of points is shown.</summary>
internal enum ChartMark
{
    /// <summary>A line through the points.</summary>
    Line,

    /// <summary>A step from point to point: a value that holds until the next.</summary>
    Steps,

    /// <summary>Faint dots: many single observations behind a line.</summary>
    Dots,

    /// <summary>A faint area without a line: the points are its outline.</summary>
    Band,

    /// <summary>Outlined diamonds: few, important points.</summary>
    Diamonds,
}

/// <summary>Points that belong together.</summary>
/// <param name="Name">What the legend says; empty for no entry in the legend.</param>
/// <param name="Mark">How the points are shown.</param>
/// <param name="Color">Index into <see cref="ChartPalette"/>.</param>
/// <param name="Points">
/// The points, in order of x; those of a band in the order of its outline. Points that are not finite are left out.
/// </param>
internal sealed record ChartSeries(string Name, ChartMark Mark, int Color, IReadOnlyList<(double X, double Y)> Points);

/// <summary>One y axis with its series.</summary>
/// <param name="Title">What the y axis shows, with its unit.</param>
/// <param name="Series">The series, the first one hindmost.</param>
internal sealed record ChartPanel(string Title, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Height of the panel relative to the others.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whether the y axis is logarithmic; values that are not positive are then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>A range that the y axis covers at least; null: what the points need.</summary>
    public (double Low, double High)? Range { get; init; }
}

/// <summary>Panels one below the other, over one x axis. Data only: <see cref="ChartSvg"/> draws it.</summary>
/// <param name="Title">The headline.</param>
/// <param name="Subtitle">A line below it; may be empty.</param>
/// <param name="XTitle">What the x axis shows, with its unit.</param>
/// <param name="Panels">Top to bottom.</param>
internal sealed record Chart(string Title, string Subtitle, string XTitle, IReadOnlyList<ChartPanel> Panels);
