namespace Bellman.Environments.Pixels;

/// <summary>Converts a screen to grayscale.</summary>
internal interface IGrayscaleSource
{
    /// <summary>Size of the grayscale picture.</summary>
    ImageShape Output { get; }

    /// <summary>Keeps the present frame for the maximum over two frames.</summary>
    void KeepPrevious();

    /// <summary>The present frame, [height x width]; valid until the next call.</summary>
    /// <param name="blend">Whether to take the maximum with the frame kept before.</param>
    byte[] Capture(bool blend);
}
