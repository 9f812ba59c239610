namespace Bellman.Drawing;

/// <summary>The few colours that all our pictures share.</summary>
internal static class Theme
{
    /// <summary>What pictures are painted on.</summary>
    public static readonly Color Paper = Color.Hex(0xF7F3EA);

    /// <summary>Ground, hills, tracks.</summary>
    public static readonly Color Sand = Color.Hex(0xE3DACA);

    /// <summary>Outlines of the ground.</summary>
    public static readonly Color Stone = Color.Hex(0xB3A792);

    /// <summary>The main body.</summary>
    public static readonly Color Ink = Color.Hex(0x2E3F4C);

    /// <summary>What has to be steered or watched.</summary>
    public static readonly Color Clay = Color.Hex(0xD0603A);

    /// <summary>A second body.</summary>
    public static readonly Color Teal = Color.Hex(0x4C8C8A);

    /// <summary>Goals.</summary>
    public static readonly Color Gold = Color.Hex(0xE3A93C);
}
