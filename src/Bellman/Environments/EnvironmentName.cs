using System.Globalization;

namespace Bellman.Environments;

/// <summary>
/// The name of an environment with its options: <c>FrozenLake-v1</c>, or <c>FrozenLake-v1:map=8x8,slippery=false</c>.
/// </summary>
internal sealed class EnvironmentName
{
    private readonly Dictionary<string, string> _options = [];
    private readonly List<string> _known = [];

    private EnvironmentName(string text, string name) => (Text, Name) = (text, name);

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The part before the colon.</summary>
    public string Name { get; }

    /// <summary>Parses a text. A file name has no options.</summary>
    /// <exception cref="BellmanException">The part after the colon is not a list of assignments.</exception>
    public static EnvironmentName Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || Finite.FiniteCatalogue.IsFile(text))
        {
            return new(text, text);
        }
        var environment = new EnvironmentName(text, text[..colon]);
        foreach (string assignment in Assignments(text[(colon + 1)..]))
        {
            int equal = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equal < 1 || Unquoted(assignment[(equal + 1)..]) is not { Length: > 0 } value)
            {
                throw new BellmanException($"'{assignment}' in '{text}' is not an option: write for example FrozenLake-v1:map=8x8,slippery=false, "
                    + "and a value with commas or equal signs between quotation marks, such as rom=\"a, b.bin\".");
            }
            if (!environment._options.TryAdd(assignment[..equal], value))
            {
                throw new BellmanException($"'{text}' has the option '{assignment[..equal]}' twice: leave one out.");
            }
        }
        return environment;
    }

    /// <summary>The name with one more option; its value is quoted if needed.</summary>
    public static string With(string text, string option, string value)
        => $"{text}{(text.Contains(':', StringComparison.Ordinal) ? ',' : ':')}{option}={Quoted(value)}";

    /// <summary>The name with the options of another name added; its own options win.</summary>
    public static string WithOptions(string text, string usual)
    {
        EnvironmentName environment = Parse(text);
        return Parse(usual)._options.Where(option => !environment._options.ContainsKey(option.Key))
            .Aggregate(text, (name, option) => With(name, option.Key, option.Value));
    }

    /// <summary>The text without one option.</summary>
    public string Without(string option) => !_options.ContainsKey(option) ? Text
        : _options.Where(other => other.Key != option).Aggregate(Name, (name, other) => With(name, other.Key, other.Value));

    /// <summary>The value of an option; null: not given.</summary>
    public string? this[string option]
    {
        get
        {
            _known.Add(option);
            return _options.GetValueOrDefault(option);
        }
    }

    /// <summary>A Boolean option.</summary>
    public bool Flag(string option, bool usual) => this[option] switch
    {
        null => usual,
        "true" => true,
        "false" => false,
        var value => throw Unfit(option, value, "true or false"),
    };

    /// <summary>A non-negative integer; null: not given.</summary>
    public int? Whole(string option) => this[option] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
        : throw Unfit(option, text, "a whole number");

    /// <summary>A 32-bit integer, signed or unsigned, as ALE reads its seeds; null: not given.</summary>
    public uint? Bits(string option) => this[option] is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value is >= int.MinValue and <= uint.MaxValue
            ? unchecked((uint)value)
        : throw Unfit(option, text, "a whole number from -2147483648 to 4294967295");

    /// <summary>A probability; its range is checked by the user of the option.</summary>
    public double Probability(string option, double usual) => this[option] is not { } text ? usual
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw Unfit(option, text, "a number from 0 to 1");

    /// <summary>A number; its range is checked where it is used.</summary>
    public double Number(string option, double usual) => this[option] is not { } text ? usual
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw Unfit(option, text, "a number");

    /// <summary>The time limit; null: none.</summary>
    public int? Limit(int? usual)
    {
        string? value = this["limit"];
        return value is null ? usual
            : value == "none" ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps > 0 ? steps
            : throw Unfit("limit", value, "a whole number of at least 1, or none");
    }

    /// <summary>The exception for a value that does not fit.</summary>
    public BellmanException Unfit(string option, string value, string needed)
        => new($"'{value}' does not fit the option '{option}' of {Name}: it must be {needed}.");

    /// <summary>Throws if an option was never read.</summary>
    /// <exception cref="BellmanException">The environment has no such option.</exception>
    public void Finish()
    {
        if (_options.Keys.FirstOrDefault(option => !_known.Contains(option)) is { } unknown)
        {
            throw new BellmanException(_known.Count == 0 ? $"{Name} has no options: leave ':{unknown}=...' away."
                : $"{Name} has no option '{unknown}': it has {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    // Commas between quotation marks separate nothing.
    private static IEnumerable<string> Assignments(string text)
    {
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            isQuoted ^= text[i] == '"';
            if (text[i] == ',' && !isQuoted)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }
        yield return text[start..];
    }

    private static string Quoted(string value)
        => value.AsSpan().IndexOfAny(",=\"") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Between quotation marks one stands for itself where it is doubled. Null where the text is no value.
    private static string? Unquoted(string text)
    {
        if (text.AsSpan().IndexOfAny("=\"") < 0)
        {
            return text;
        }
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return null;
        }
        string inner = text[1..^1].Replace("\"\"", "\0", StringComparison.Ordinal);
        return inner.Contains('"', StringComparison.Ordinal) ? null : inner.Replace('\0', '"');
    }
}
