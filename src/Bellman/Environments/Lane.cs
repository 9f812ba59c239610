using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bellman.Environments.Pixels;

namespace Bellman.Environments;

/// <summary>
/// One world, its stream of random numbers, and the episode that is played in it. The rule of an episode stands here and nowhere else: what a step
/// adds up to, and when time runs out. And here the world's numbers enter: none that is not finite comes past, and no mask that allows nothing.
/// </summary>
internal sealed class Lane(IEnvironment environment, int timeLimit, Rng random = default) : IStateful, IDisposable
{
    private const byte Unwritten = 2; // of a bool

    private readonly bool _isTrusted = environment is ITrusted;
    private readonly bool _showsBytes = environment is PixelEnvironment; // divided by 255 and stacked by us; what they earn is the world's behind it
    private readonly int _frames = environment.Spec.Stack;
    private Rng _random = random;
    private int _length;
    private double _return;
    private Ending _ending; // of the last step

    /// <summary>The world.</summary>
    public IEnvironment Environment => environment;

    /// <summary>Actions taken in the episode.</summary>
    public int Length => _length;

    /// <summary>Sum of the episode's rewards.</summary>
    public double Return => _return;

    /// <summary>Begins an episode on another stream of random numbers.</summary>
    /// <exception cref="BellmanException">The world did not write every number of the observation, or wrote one that is none.</exception>
    public void Reset(Rng random, Span<float> observation)
    {
        _random = random;
        Reset(observation);
    }

    /// <summary>Begins an episode.</summary>
    /// <exception cref="BellmanException">The world did not write every number of the observation, or wrote one that is none.</exception>
    public void Reset(Span<float> observation)
    {
        (_length, _return, _ending) = (0, 0, Ending.None);
        observation.Fill(float.NaN); // what the world leaves out is found
        environment.Reset(ref _random, observation);
        if (_isTrusted || _showsBytes)
        {
            return;
        }
        Check(observation);
        if (_frames > 1)
        {
            int frame = observation.Length / _frames;
            RequireStacked(observation[..^frame].SequenceEqual(observation[frame..]));
        }
    }

    /// <summary>Takes an action, one of those that the world has.</summary>
    /// <returns>What it led to, truncated where time ran out.</returns>
    /// <exception cref="BellmanException">A number of the observation or the reward is none, or the ending is none that there is.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Outcome Step(int action, Span<float> observation)
    {
        Outcome outcome = environment.Step(action, ref _random, observation);
        (float reward, Ending ending) = (outcome.Reward, outcome.Ending); // two locals stay in registers, a struct does not: 8 ns
        _return += reward;
        if (++_length >= timeLimit)
        {
            ending = ending.OutOfTime();
        }
        if (!_isTrusted)
        {
            if (!float.IsFinite(reward) || ending > Ending.LifeLostAndTruncated)
            {
                throw Impossible(reward, ending);
            }
            if (!_showsBytes)
            {
                Check(observation);
            }
        }
        _ending = ending;
        return new Outcome(reward, ending);
    }

    /// <summary>Says which actions are legal now.</summary>
    /// <param name="legal">[actions].</param>
    /// <exception cref="BellmanException">The world did not write all of it, or allows nothing although the episode goes on.</exception>
    public void WriteLegalActions(Span<bool> legal)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(legal);
        bytes.Fill(Unwritten);
        environment.WriteLegalActions(legal);
        if (bytes.Contains(Unwritten))
        {
            throw new BellmanException($"{Name} says of only {bytes.IndexOf(Unwritten)} of its {legal.Length} actions whether they are legal "
                + $"{When}: its mask must be as long as its spec's Actions.");
        }
        bool isOver = _ending is Ending.Terminated or Ending.LifeLostAndTruncated; // nothing is chosen, nor bootstrapped from
        if (!isOver && !legal.Contains(true))
        {
            throw new BellmanException($"{Name} allows no action {When}: an episode that goes on needs one that is legal.");
        }
    }

    /// <summary>
    /// Insists that an observation of stacked frames is the one before, moved by a frame, as <see cref="EnvironmentSpec.Stack"/> promises: replay
    /// keeps only the newest frame of each.
    /// </summary>
    /// <exception cref="BellmanException">It is not.</exception>
    public void CheckStack(ReadOnlySpan<float> before, ReadOnlySpan<float> now)
    {
        if (_frames > 1 && !_isTrusted && !_showsBytes)
        {
            int frame = now.Length / _frames;
            RequireStacked(now[..^frame].SequenceEqual(before[frame..]));
        }
    }

    /// <inheritdoc/>
    public void Sync(StateStream stream)
    {
        stream.Sync(ref _length);
        stream.Sync(ref _return);
        _random.Sync(stream);
        environment.Sync(stream);
        if (stream.IsReading)
        {
            OptionCheck.Saved(_length >= 0 && _length < timeLimit && double.IsFinite(_return), $"episode of {Name}");
            _ending = Ending.None;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => (environment as IDisposable)?.Dispose();

    private string Name => environment.Spec.Name;

    private string When => _length == 0 ? "when it was reset" : string.Create(CultureInfo.InvariantCulture, $"after step {_length} of an episode");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(ReadOnlySpan<float> observation)
    {
        if (!FiniteNumbers.All(observation))
        {
            throw Impossible(observation);
        }
    }

    private void RequireStacked(bool isStacked)
    {
        if (!isStacked)
        {
            throw new BellmanException($"{Name} does not stack its {_frames} frames {When} as its spec's Stack promises: oldest first, each step's "
                + "newest last, all of them the first frame when an episode begins. Stack them so, or leave Stack at 1.");
        }
    }

    private BellmanException Impossible(ReadOnlySpan<float> observation)
    {
        int index = FiniteNumbers.IndexOfOther(observation);
        return new(string.Create(CultureInfo.InvariantCulture,
            $"{Name} has {observation[index]} in its observation {When}, at index {index}: every number must be written, and finite."));
    }

    private BellmanException Impossible(float reward, Ending ending) => new(float.IsFinite(reward)
        ? $"{Name} has the ending {(byte)ending} {When}, and there is no such Ending."
        : string.Create(CultureInfo.InvariantCulture, $"{Name} has the reward {reward} {When}: rewards must be finite."));
}
