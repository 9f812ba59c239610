using System.Globalization;

namespace Bellman.Environments;

/// <summary>
/// The text by which people name a world and what they change about it: <c>FrozenLake-v1</c>, or
/// <c>FrozenLake-v1:map=8x8,slippery=false</c>.
/// </summary>
internal sealed class EnvironmentName
{
    private readonly Dictionary<string, string> _options = [];
    private readonly List<string> _known = [];

    private EnvironmentName(string text, string name) => (Text, Name) = (text, name);

    /// <summary>Everything that was written.</summary>
    public string Text { get; }

    /// <summary>What stands before the colon.</summary>
    public string Name { get; }

    /// <summary>Takes a text apart. The name of a file is a name as it is.</summary>
    /// <exception cref="BellmanException">What follows the colon is no list of assignments.</exception>
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

    /// <summary>A name with one option more; what could be mistaken in its value is quoted.</summary>
    public static string With(string text, string option, string value)
        => $"{text}{(text.Contains(':', StringComparison.Ordinal) ? ',' : ':')}{option}={Quoted(value)}";

    /// <summary>A name with the options of another name, but for those that it has itself.</summary>
    public static string WithOptions(string text, string usual)
    {
        EnvironmentName environment = Parse(text);
        return Parse(usual)._options.Where(option => !environment._options.ContainsKey(option.Key))
            .Aggregate(text, (name, option) => With(name, option.Key, option.Value));
    }

    /// <summary>Everything that was written but one option.</summary>
    public string Without(string option) => !_options.ContainsKey(option) ? Text
        : _options.Where(other => other.Key != option).Aggregate(Name, (name, other) => With(name, other.Key, other.Value));

    /// <summary>The value of an option, null where it was not given.</summary>
    public string? this[string option]
    {
        get
        {
            _known.Add(option);
            return _options.GetValueOrDefault(option);
        }
    }

    /// <summary>Whether something is so.</summary>
    public bool Flag(string option, bool usual) => this[option] switch
    {
        null => usual,
        "true" => true,
        "false" => false,
        var value => throw Unfit(option, value, "true or false"),
    };

    /// <summary>A whole number, not negative; null where it was not given.</summary>
    public int? Whole(string option) => this[option] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value
        : throw Unfit(option, text, "a whole number");

    /// <summary>A whole number of 32 bits, with a sign or without, as ALE reads its seeds; null where it was not given.</summary>
    public uint? Bits(string option) => this[option] is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value is >= int.MinValue and <= uint.MaxValue
            ? unchecked((uint)value)
        : throw Unfit(option, text, "a whole number from -2147483648 to 4294967295");

    /// <summary>A probability; its range is checked where it is used.</summary>
    public double Probability(string option, double usual) => this[option] is not { } text ? usual
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw Unfit(option, text, "a number from 0 to 1");

    /// <summary>A number; its range is checked where it is used.</summary>
    public double Number(string option, double usual) => this[option] is not { } text ? usual
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw Unfit(option, text, "a number");

    /// <summary>The time limit; null for none.</summary>
    public int? Limit(int? usual)
    {
        string? value = this["limit"];
        return value is null ? usual
            : value == "none" ? null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps > 0 ? steps
            : throw Unfit("limit", value, "a whole number of at least 1, or none");
    }

    /// <summary>What is thrown where an option's value does not fit.</summary>
    public BellmanException Unfit(string option, string value, string needed)
        => new($"'{value}' does not fit the option '{option}' of {Name}: it must be {needed}.");

    /// <summary>Insists that every option was asked for by now.</summary>
    /// <exception cref="BellmanException">The world has no such option.</exception>
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
