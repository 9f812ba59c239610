namespace Bellman.Environments.Pixels;

/// <summary>One stage of the preprocessing: a pure function from bytes to bytes with fixed sizes.</summary>
internal interface IStage
{
    /// <summary>Shape of the result.</summary>
    ImageShape Output { get; }

    /// <summary>Processes a picture.</summary>
    /// <param name="picture">A picture of the input shape.</param>
    /// <param name="result">[output length], filled.</param>
    void Apply(ReadOnlySpan<byte> picture, Span<byte> result);
}
