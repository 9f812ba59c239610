using Bellman.Drawing;

namespace Bellman.Environments;

/// <summary>
/// A screen with a palette: its pixels are indices of few colours. It is faster to process than a drawn screen.
/// </summary>
internal interface IPaletteScreen : IScreen
{
    /// <summary>
    /// The present picture in its natural size, row by row, as palette indices. A view; its bytes change with the next
    /// step.
    /// </summary>
    ReadOnlySpan<byte> Screen { get; }

    /// <summary>The colour of a palette index; constant.</summary>
    Color ColorOf(byte number);
}
