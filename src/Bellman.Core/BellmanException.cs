namespace Bellman;

/// <summary>
/// An error that the user can fix. The message is one sentence that says what is wrong and what to do.
/// </summary>
public sealed class BellmanException(string message, Exception? inner = null) : Exception(message, inner);
