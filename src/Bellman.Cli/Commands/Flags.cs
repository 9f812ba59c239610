using System.CommandLine;
using System.Globalization;

namespace Bellman.Cli.Commands;

/// <summary>Flags whose complaints are sentences.</summary>
internal static class Flags
{
    private const int MostPixels = 4096, MostSeconds = 31_536_000;

    /// <summary>A whole number from a least value on.</summary>
    public static Option<int> Count(string name, int usual, int least, string help)
        => Parsed(name, help, usual, text => Whole(text, least), $"a whole number of at least {least}");

    /// <summary>A whole number that is not negative; null: none.</summary>
    public static Option<int?> Number(string name, string help, string helpName)
        => Parsed<int>(name, help, text => Whole(text, 0), "a whole number of at least 0", helpName);

    /// <summary>A seed; null: the one that suits.</summary>
    public static Option<ulong?> Seed(string help)
        => Parsed<ulong>("--seed", help, text => WholeNumber.Parse(text) is >= ulong.MinValue and <= ulong.MaxValue and var value ? (ulong)value : null,
            $"a whole number from 0 to {ulong.MaxValue}", "N");

    /// <summary>A number from 0 to 1; null: the one that suits.</summary>
    public static Option<double?> Share(string name, string help)
        => Parsed<double>(name, help, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value is >= 0 and <= 1 ? value : null, "a number from 0 to 1", "E");

    /// <summary>Width and height in pixels, such as 600x400.</summary>
    public static Option<(int Width, int Height)?> Size(string name, string help)
    {
        var flag = new Option<(int, int)?>(name) { Description = help, HelpName = "WxH" };
        flag.CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            string[] sides = text.Split('x');
            if (sides.Length == 2 && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
                && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
                && width is > 0 and <= MostPixels && height is > 0 and <= MostPixels)
            {
                return (width, height);
            }
            result.AddError($"'{text}' does not fit {name}: write width and height in pixels, such as 600x400, each at most {MostPixels}.");
            return null;
        };
        return flag;
    }

    /// <summary>A time that a program may last.</summary>
    public static Option<double> Seconds(string name, double usual, string help)
        => Parsed(name, help, usual, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value is >= 0 and <= MostSeconds ? value : null, $"a number of seconds from 0 to {MostSeconds}, which is a year");

    /// <summary>The file of a ROM; null: the one that is known.</summary>
    public static Option<string?> Rom(string help) => new("--rom") { Description = help, HelpName = "FILE" };

    /// <summary>Another environment for a policy; null: its own.</summary>
    public static Option<string?> Environment()
        => new("--environment") { Description = "Run the policy in another environment with the same observations and actions.", HelpName = "NAME" };

    /// <summary>The flag that makes output one JSON object.</summary>
    public static Option<bool> Json() => Switch("--json", "Print one JSON object on standard output, and nothing else there.");

    /// <summary>A flag without a value: it is there, or it is not.</summary>
    public static Option<bool> Switch(string name, string help) => new(name) { Description = help, Arity = ArgumentArity.Zero };

    private static int? Whole(string text, int least)
        => WholeNumber.Parse(text) is { } value && value >= least && value <= int.MaxValue ? (int)value : null;

    private static Option<T?> Parsed<T>(string name, string help, Func<string, T?> parse, string needed, string helpName) where T : struct
        => new(name)
        {
            Description = help,
            HelpName = helpName,
            CustomParser = result =>
            {
                T? value = parse(result.Tokens[0].Value);
                if (value is null)
                {
                    result.AddError($"'{result.Tokens[0].Value}' does not fit {name}: it must be {needed}.");
                }
                return value;
            },
        };

    private static Option<T> Parsed<T>(string name, string help, T usual, Func<string, T?> parse, string needed) where T : struct
        => new(name)
        {
            Description = help,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                T? value = parse(result.Tokens[0].Value);
                if (value is null)
                {
                    result.AddError($"'{result.Tokens[0].Value}' does not fit {name}: it must be {needed}.");
                }
                return value ?? usual;
            },
        };
}
