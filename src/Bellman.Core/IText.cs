namespace Bellman;

/// <summary>
/// A value that people write as one line of text: options of this type are flags and configuration alike.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IText<TSelf> where TSelf : IText<TSelf>
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="BellmanException">It is none of the type's.</exception>
    static abstract TSelf Parse(string text);

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    string ToText() => ToString()!;
}
