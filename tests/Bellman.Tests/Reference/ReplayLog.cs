namespace Bellman.Tests.Reference;

/// <summary>
/// Replay as one would explain it: an endless list of steps with whole observations, walked anew for every question. The oracle of
/// <see cref="Bellman.Replay.LaneHistory"/>.
/// </summary>
internal sealed class ReplayLog(int stack, int nStep, double gamma, int frameLength)
{
    private readonly List<Step> _steps = [];
    private bool _open;

    internal sealed record Step(int Frame, int Episode, float[] Observation, int Action, Outcome Outcome, float[] Successor, bool[] Legal);

    internal sealed record Row(int FirstFrame, float[] Observation, int Action, float Return, float Discount, float[] Successor, bool[] Legal);

    public int Frames { get; private set; }

    public void Append(float[] observation, int action, Outcome outcome, float[] successor, bool[] legal)
    {
        int episode = _steps.Count == 0 ? 0 : _steps[^1].Episode + (_open ? 0 : 1);
        if (!_open)
        {
            Frames++;
        }
        _steps.Add(new(Frames - 1, episode, observation, action, outcome, successor, legal));
        Frames++;
        _open = !outcome.EpisodeOver;
    }

    /// <summary>Every row whose future is known and whose frames are all among the newest <paramref name="capacity"/>.</summary>
    public IEnumerable<Row> Rows(int capacity)
    {
        for (int i = 0; i < _steps.Count; i++)
        {
            double total = 0;
            for (int k = 0; k < nStep && i + k < _steps.Count; k++)
            {
                Step step = _steps[i + k];
                total += Math.Pow(gamma, k) * step.Outcome.Reward;
                if (step.Outcome.Ending == Ending.None && k + 1 < nStep)
                {
                    continue;
                }
                int oldest = _steps[i].Frame - Math.Min(stack - 1, _steps[i].Frame - _steps.First(s => s.Episode == _steps[i].Episode).Frame);
                if (oldest >= Frames - capacity)
                {
                    yield return new(_steps[i].Frame, _steps[i].Observation, _steps[i].Action, (float)total,
                        step.Outcome.Bootstraps ? (float)Math.Pow(gamma, k + 1) : 0, step.Successor, step.Legal);
                }
                break;
            }
        }
    }

    /// <summary>A window of frames, oldest first, refilled with the first frame of an episode.</summary>
    public static float[] Stacked(IReadOnlyList<float[]> episode, int stack, int frameLength)
    {
        var window = new float[stack * frameLength];
        for (int i = 0; i < stack; i++)
        {
            episode[Math.Max(0, episode.Count - stack + i)].CopyTo(window, i * frameLength);
        }
        return window;
    }

    public int ObservationLength => stack * frameLength;
}
