using Bellman.Environments;
using Bellman.Learning;

namespace Bellman.Training;

/// <summary>An environment of an evaluation, and the episode that is played in it.</summary>
internal sealed class EvaluationLane : IDisposable
{
    private readonly Lane _lane;
    private readonly byte[] _asMade;
    private readonly int _mostSteps;
    private readonly bool _isCutAtMost;
    private Rng _exploration;
    private bool _wasPlayed;

    public EvaluationLane(IEnvironment environment, int longest)
    {
        int own = environment.Spec.TimeLimit ?? int.MaxValue;
        (_lane, _isCutAtMost) = (new(environment, Math.Min(own, longest)), longest < own);
        _mostSteps = Math.Min(own, longest);
        using var bytes = new MemoryStream();
        environment.Sync(StateStream.Writer(bytes));
        _asMade = bytes.ToArray();
    }

    /// <summary>The number of the episode.</summary>
    public int Episode { get; private set; }

    /// <summary>Sum of its rewards so far.</summary>
    public double Return => _lane.Return;

    /// <summary>Whether it waits for its beginning.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>Whether the episode is over.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether it is over only because it lasted too long for an evaluation.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Makes the environment what it was when it was made.</summary>
    public void Restore()
    {
        if (_wasPlayed)
        {
            _lane.Environment.Sync(StateStream.Reader(new MemoryStream(_asMade)));
        }
    }

    /// <summary>Gives it another episode to play.</summary>
    public void Await(int episode) => (Episode, IsAwaited) = (episode, true);

    /// <summary>Begins the episode, which draws from the stream of its number.</summary>
    public void Begin(ulong seed, Span<float> observation)
    {
        (IsAwaited, IsOver, IsCut, _wasPlayed) = (false, false, false, true);
        _exploration = new Rng(Seeds.For(seed, RandomStream.Exploration), (ulong)Episode);
        _lane.Reset(new Rng(seed, (ulong)Episode), observation);
    }

    /// <summary>The greedy action, or a random one.</summary>
    public int Explore(int greedy, double epsilon, ReadOnlySpan<bool> legal)
        => _exploration.NextDouble() < epsilon ? Policy.Uniform(_lane.Environment.Spec.ActionCount, legal, ref _exploration) : greedy;

    /// <summary>Takes an action.</summary>
    public void Step(int action, Span<float> observation)
    {
        Outcome outcome = _lane.Step(action, observation);
        IsOver = outcome.EpisodeOver;
        IsCut = _isCutAtMost && _lane.Length >= _mostSteps && outcome.Ending != Ending.Terminated;
    }

    /// <summary>The action mask of the present observation.</summary>
    public void WriteLegalActions(Span<bool> legal) => _lane.WriteLegalActions(legal);

    /// <inheritdoc/>
    public void Dispose() => _lane.Dispose();
}
