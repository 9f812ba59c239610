using System.Text.Json;
using System.Text.Json.Serialization;
using Bellman.Planning;

namespace Bellman.Environments.Grid;

/// <summary>A finite world of one's own in a JSON file, to be solved and to be played.</summary>
/// <param name="States">States are 0 .. States-1; those without transitions end an episode.</param>
/// <param name="Actions">Actions are 0 .. Actions-1; one without transitions is illegal in that state.</param>
/// <param name="Transitions">Rows of five numbers: state, action, probability, successor, reward.</param>
internal sealed record MdpFile(int States, int Actions, double[][] Transitions)
{
    // Three million rows of five numbers.
    private const long Largest = 64L << 20;
    private const int State = 0, Action = 1, Probability = 2, Successor = 3, Reward = 4, Width = 5;

    /// <summary>How likely an episode begins in each state; all begin in state 0 where nothing is said.</summary>
    public double[]? Start { get; init; }

    /// <summary>Steps after which an episode is cut off; none where nothing is said.</summary>
    public int? TimeLimit { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="BellmanException">It cannot be read, or is not JSON of this shape.</exception>
    public static MdpFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(InputFile.ReadAllBytes(path, Largest, "a world"), MdpJson.Default.MdpFile)
                ?? throw new BellmanException($"The world '{path}' is empty.");
        }
        catch (JsonException error)
        {
            throw new BellmanException($"The world '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The world.</summary>
    /// <exception cref="BellmanException">A row is none, or the probabilities are none; says where.</exception>
    public FiniteMdp ToMdp()
    {
        Require.AtLeast(States, 1, "states");
        Require.AtLeast(Actions, 1, "actions");
        Require.AtLeast(TimeLimit ?? 1, 1, "timeLimit");
        double[] start = Start ?? [1, .. new double[States - 1]];
        if (start.Length != States)
        {
            throw new BellmanException($"start has {start.Length} numbers: there are {States} states, and each needs one.");
        }
        for (int row = 0; row < Transitions.Length; row++)
        {
            Check(row, Transitions[row]);
        }
        ILookup<(int, int), Transition> rows = Transitions.ToLookup(row => ((int)row[State], (int)row[Action]),
            row => new Transition(row[Probability], (int)row[Successor], row[Reward]));
        HashSet<int> acting = [.. Transitions.Select(row => (int)row[State])];
        return FiniteMdp.Create(States, Actions, (state, action) => rows[(state, action)], state => !acting.Contains(state),
            state => start[state]);
    }

    private void Check(int number, double[] row)
    {
        bool fits = row.Length == Width && IsBelow(row[State], States) && IsBelow(row[Action], Actions) && IsBelow(row[Successor], States);
        if (!fits)
        {
            throw new BellmanException($"Row {number} of the transitions is [{string.Join(", ", row)}]: it must be state (below {States}), "
                + $"action (below {Actions}), probability, successor, reward.");
        }
    }

    private static bool IsBelow(double number, int bound) => number >= 0 && number < bound && number == (int)number;
}

/// <summary>Source-generated JSON, so that it also works ahead of time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(MdpFile))]
internal sealed partial class MdpJson : JsonSerializerContext;
