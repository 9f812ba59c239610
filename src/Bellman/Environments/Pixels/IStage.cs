namespace Bellman.Environments.Pixels;

/// <summary>One step from a drawn picture to what a network sees: a pure function from bytes to bytes, its sizes fixed when it is made.</summary>
internal interface IStage
{
    /// <summary>The form of its result.</summary>
    ImageShape Output { get; }

    /// <summary>Works on a picture.</summary>
    /// <param name="picture">Bytes of the form that the stage was made for.</param>
    /// <param name="result">[output length], filled.</param>
    void Apply(ReadOnlySpan<byte> picture, Span<byte> result);
}
