namespace Bellman.Training;

/// <summary>How far an evaluation has come.</summary>
/// <param name="Finished">Episodes that are over.</param>
/// <param name="Episodes">Episodes that are to be played.</param>
/// <param name="Steps">Steps so far, all episodes together.</param>
public readonly record struct EvaluationProgress(int Finished, int Episodes, long Steps);
