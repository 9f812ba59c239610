using Bellman.Environments.Pixels;

namespace Bellman.Training;

/// <summary>What the presets for the Atari 2600 see of its screen.</summary>
internal static class AtariScreens
{
    /// <summary>The environment skips no frames: <c>pixels.repeat</c> does.</summary>
    public const string OneFrame = ":skip=1,lifeloss=true";

    /// <summary>As Mnih et al. 2015: four frames of 84 x 84, each the brighter of two.</summary>
    public static PixelOptions Nature { get; } = new() { On = true, Repeat = 4, NoOps = 30 };

    /// <summary>
    /// Of Marchers. Bombs are two pixels wide and the gun must miss them by as little, so columns stay two pixels wide;
    /// all bombs of a wave fall alike, so that two frames say everything. The highest 21 lines, the score, are cut off.
    /// </summary>
    public static PixelOptions Marchers { get; } = new() { On = true, Stack = 2, Width = 80, Height = 60, ResizeHeight = 70, CropTop = 7 };
}
