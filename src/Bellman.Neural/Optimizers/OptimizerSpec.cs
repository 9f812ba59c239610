using System.Globalization;

namespace Bellman.Neural.Optimizers;

/// <summary>The optimisers.</summary>
public enum OptimizerKind
{
    /// <summary>
    /// Stochastic gradient descent, with momentum where <see cref="OptimizerSpec.Momentum"/> is not zero.
    /// </summary>
    Sgd,

    /// <summary>Kingma and Ba 2015, with bias correction.</summary>
    Adam,

    /// <summary>Hinton's lecture 6e, with the variants of TensorFlow, PyTorch and Mnih et al. 2015.</summary>
    RmsProp,

    /// <summary>Adam that takes small steps while it knows little (Liu et al. 2020), as PyTorch and optax do.</summary>
    RAdam,
}

/// <summary>The specification of an optimiser. The learning rate is not part of it: each update has its own.</summary>
public sealed record OptimizerSpec(OptimizerKind Kind) : IText<OptimizerSpec>
{
    /// <summary>Adam, RAdam: decay of the first moment.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Adam, RAdam: decay of the second moment.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Adam, RAdam, RMSProp: epsilon, which keeps the division finite.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>RMSProp: decay of the running mean of squares.</summary>
    public float Decay { get; init; } = 0.99f;

    /// <summary>SGD, RMSProp: momentum.</summary>
    public float Momentum { get; init; }

    /// <summary>RMSProp: subtract the square of the running mean (Graves 2013, Mnih et al. 2015).</summary>
    public bool Centered { get; init; }

    /// <summary>
    /// RMSProp: epsilon under the root (TensorFlow, Mnih et al. 2015) instead of beside it (PyTorch).
    /// </summary>
    public bool EpsilonInsideRoot { get; init; }

    /// <summary>RMSProp: initial value of the running mean of squares: 1 in TensorFlow, 0 elsewhere.</summary>
    public float InitialMeanSquare { get; init; }

    /// <summary>Adam with its default constants.</summary>
    public static OptimizerSpec Adam { get; } = new(OptimizerKind.Adam);

    /// <summary>RAdam with its default constants.</summary>
    public static OptimizerSpec RAdam { get; } = new(OptimizerKind.RAdam);

    /// <summary>RMSProp as PyTorch has it.</summary>
    public static OptimizerSpec RmsProp { get; } = new(OptimizerKind.RmsProp);

    /// <summary>RMSProp as TensorFlow has it, with the momentum 0.95 and epsilon 0.1 of one tutorial.</summary>
    public static OptimizerSpec TensorFlowRmsProp { get; } = new(OptimizerKind.RmsProp)
    {
        Decay = 0.9f, Momentum = 0.95f, Epsilon = 0.1f, EpsilonInsideRoot = true, InitialMeanSquare = 1f,
    };

    /// <summary>
    /// The centred RMSProp of Mnih et al. 2015, extended data table 1. Its 0.01 stands under the root of gradients that
    /// are summed over a batch of 32; those of a mean are 32 times smaller, and their squares 32^2 times.
    /// </summary>
    public static OptimizerSpec NatureRmsProp { get; } = new(OptimizerKind.RmsProp)
    {
        Decay = 0.95f, Epsilon = 0.01f / (32 * 32), Centered = true, EpsilonInsideRoot = true,
    };

    /// <summary>
    /// The centred RMSProp of Young and Tian 2019: PyTorch's, with epsilon beside the root, and momentum.
    /// </summary>
    public static OptimizerSpec MinAtarRmsProp { get; } = new(OptimizerKind.RmsProp)
    {
        Decay = 0.95f, Epsilon = 0.01f, Centered = true, Momentum = 0.95f,
    };

    /// <summary>Plain stochastic gradient descent.</summary>
    public static OptimizerSpec Sgd { get; } = new(OptimizerKind.Sgd);

    /// <summary>
    /// The text that <see cref="Parse"/> reads: the kind, then the constants that differ from its defaults.
    /// </summary>
    public string ToText()
    {
        var usual = new OptimizerSpec(Kind);
        var parts = new List<string> { Kind.ToString().ToLowerInvariant() };
        Add("beta1", Beta1, usual.Beta1);
        Add("beta2", Beta2, usual.Beta2);
        Add("epsilon", Epsilon, usual.Epsilon);
        Add("decay", Decay, usual.Decay);
        Add("momentum", Momentum, usual.Momentum);
        Add("initial", InitialMeanSquare, usual.InitialMeanSquare);
        if (Centered)
        {
            parts.Add("centered");
        }
        if (EpsilonInsideRoot)
        {
            parts.Add("inside");
        }
        return string.Join(' ', parts);

        void Add(string name, float value, float usualValue)
        {
            if (value != usualValue)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
            }
        }
    }

    /// <summary>
    /// Reads a text such as <c>adam</c>, <c>adam epsilon=1e-4</c> or
    /// <c>rmsprop decay=0.95 epsilon=0.01 centered inside</c>.
    /// </summary>
    /// <exception cref="BellmanException">The text is not an optimiser.</exception>
    public static OptimizerSpec Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || !words[0].All(char.IsLetter) || !Enum.TryParse(words[0], ignoreCase: true, out OptimizerKind kind))
        {
            throw new BellmanException($"'{text}' is not an optimiser: write 'sgd', 'adam', 'radam' or 'rmsprop', for example 'adam epsilon=1e-4'.");
        }
        var spec = new OptimizerSpec(kind);
        foreach (string word in words.AsSpan(1))
        {
            if (words.Count(other => Key(other) == Key(word)) > 1)
            {
                throw new BellmanException($"'{Key(word)}' stands twice in '{text}': leave one out.");
            }
            spec = spec.With(word);
        }
        spec.Validate();
        return spec;
    }

    /// <summary>Checks every number.</summary>
    /// <exception cref="BellmanException">One is out of range.</exception>
    public void Validate()
    {
        Share(Beta1, "beta1");
        Share(Beta2, "beta2");
        Share(Decay, "decay");
        Share(Momentum, "momentum");
        Insist(Epsilon > 0 && float.IsFinite(Epsilon), "epsilon", Epsilon, "greater than 0");
        Insist(InitialMeanSquare >= 0 && float.IsFinite(InitialMeanSquare), "initial", InitialMeanSquare, "at least 0");

        void Share(float value, string name) => Insist(value is >= 0 and < 1, name, value, "at least 0 and less than 1");

        void Insist(bool holds, string name, float value, string needed)
        {
            if (!holds)
            {
                throw new BellmanException(string.Create(CultureInfo.InvariantCulture,
                    $"{name} of the optimiser {Kind.ToString().ToLowerInvariant()} is {value}: it must be {needed}."));
            }
        }
    }

    private static string Key(string word) => word.Split('=')[0].ToLowerInvariant();

    private string Settings => Kind switch
    {
        OptimizerKind.Adam or OptimizerKind.RAdam => "beta1=, beta2=, epsilon=",
        OptimizerKind.RmsProp => "epsilon=, decay=, momentum=, initial=, centered, inside",
        _ => "momentum=",
    };

    private OptimizerSpec With(string word)
    {
        string[] sides = word.Split('=');
        string key = Key(word);
        float value = 0;
        bool isNumber = sides.Length == 2 && float.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        bool isKnown = Settings.Split(", ").Contains(sides.Length == 2 ? key + "=" : key);
        return (isKnown ? key : "", sides.Length, isNumber) switch
        {
            ("beta1", 2, true) => this with { Beta1 = value },
            ("beta2", 2, true) => this with { Beta2 = value },
            ("epsilon", 2, true) => this with { Epsilon = value },
            ("decay", 2, true) => this with { Decay = value },
            ("momentum", 2, true) => this with { Momentum = value },
            ("initial", 2, true) => this with { InitialMeanSquare = value },
            ("centered", 1, _) => this with { Centered = true },
            ("inside", 1, _) => this with { EpsilonInsideRoot = true },
            _ => throw new BellmanException($"'{word}' is not a setting of {Kind.ToString().ToLowerInvariant()}: it has {Settings}."),
        };
    }
}
