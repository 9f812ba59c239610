using Bellman.Drawing;

namespace Bellman.Environments;

/// <summary>A screen whose pixels are numbers of few colours: quicker to look at than one that has to be drawn.</summary>
internal interface IPaletteScreen : IScreen
{
    /// <summary>The present picture in its natural size, row by row, as numbers of colours. A view; its bytes change with the next step.</summary>
    ReadOnlySpan<byte> Screen { get; }

    /// <summary>The colour of a number; always the same one.</summary>
    Color ColorOf(byte number);
}
