namespace Bellman.Environments.Pixels;

/// <summary>How a screen becomes a grey picture.</summary>
internal interface IGrayscaleSource
{
    /// <summary>The grey picture's size.</summary>
    ImageShape Output { get; }

    /// <summary>Keeps what the screen shows now, to be blended with the next frame.</summary>
    void KeepPrevious();

    /// <summary>What the screen shows now, [height x width]; good until the next look.</summary>
    /// <param name="blend">Whether the brighter of each pixel here and in the glimpse is seen.</param>
    byte[] Capture(bool blend);
}
