using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bellman.Environments.Pixels;

namespace Bellman.Environments;

/// <summary>
/// One environment, its random stream and its present episode. Only this class knows the rules of an episode: it sums
/// rewards, counts steps and truncates at the time limit. It also checks what the environment returns: every number
/// must be finite, and a mask must allow an action.
/// </summary>
internal sealed class Lane(IEnvironment environment, int timeLimit, Rng random = default) : IStateful, IDisposable
{
    private const byte Unwritten = 2; // of a bool

    private readonly bool _isTrusted = environment is ITrusted;
    private readonly bool _showsBytes = environment is PixelEnvironment; // divided by 255 and stacked by us; the rewards are those of the environment behind it
    private readonly int _frames = environment.Spec.Stack;
    private Rng _random = random;
    private int _length;
    private double _return;
    private Ending _ending; // of the last step

    /// <summary>The environment.</summary>
    public IEnvironment Environment => environment;

    /// <summary>Actions taken in the episode.</summary>
    public int Length => _length;

    /// <summary>Sum of the episode's rewards.</summary>
    public double Return => _return;

    /// <summary>Begins an episode with another random stream.</summary>
    /// <exception cref="BellmanException">
    /// The environment did not write every number of the observation, or wrote one that is not finite.
    /// </exception>
    public void Reset(Rng random, Span<float> observation)
    {
        _random = random;
        Reset(observation);
    }

    /// <summary>Begins an episode.</summary>
    /// <exception cref="BellmanException">
    /// The environment did not write every number of the observation, or wrote one that is not finite.
    /// </exception>
    public void Reset(Span<float> observation)
    {
        (_length, _return, _ending) = (0, 0, Ending.None);
        if (_isTrusted || _showsBytes)
        {
            environment.Reset(ref _random, observation);
            return;
        }
        observation.Fill(float.NaN); // what the environment does not write is found
        environment.Reset(ref _random, observation);
        Check(observation);
        if (_frames > 1)
        {
            int frame = observation.Length / _frames;
            RequireStacked(observation[..^frame].SequenceEqual(observation[frame..]));
        }
    }

    /// <summary>Takes a valid action.</summary>
    /// <returns>The result of the step, truncated at the time limit.</returns>
    /// <exception cref="BellmanException">
    /// The observation or the reward is not finite, or the ending is not a defined value.
    /// </exception>
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

    /// <summary>Writes the action mask.</summary>
    /// <param name="legal">[actions].</param>
    /// <exception cref="BellmanException">
    /// The environment did not write the whole mask, or allows no action although the episode continues.
    /// </exception>
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
    /// Checks that a stacked observation is the previous one shifted by a frame, as <see cref="EnvironmentSpec.Stack"/>
    /// promises: replay stores only the newest frame of each.
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
