using System.CommandLine;
using System.Globalization;

namespace Bellman.Cli.Commands;

/// <summary>Flags whose complaints are sentences.</summary>
internal static class Flags
{
    private const int MostPixels = 4096;

    /// <summary>A whole number from a least value on.</summary>
    public static Option<int> Count(string name, int usual, int least, string help)
        => Parsed(name, help, usual, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least ? value : null,
            $"a whole number of at least {least}");

    /// <summary>A seed; null: the one that suits.</summary>
    public static Option<ulong?> Seed(string help)
    {
        var flag = new Option<ulong?>("--seed") { Description = help, HelpName = "N" };
        flag.CustomParser = result =>
        {
            if (ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
            {
                return value;
            }
            result.AddError($"'{result.Tokens[0].Value}' does not fit --seed: it must be a whole number of at least 0.");
            return null;
        };
        return flag;
    }

    /// <summary>A number from 0 to 1; null: the one that suits.</summary>
    public static Option<double?> Share(string name, string help)
    {
        var flag = new Option<double?>(name) { Description = help, HelpName = "E" };
        flag.CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 1)
            {
                return value;
            }
            result.AddError($"'{result.Tokens[0].Value}' does not fit {name}: it must be a number from 0 to 1.");
            return null;
        };
        return flag;
    }

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

    /// <summary>A positive number.</summary>
    public static Option<double> Seconds(string name, double usual, string help)
        => Parsed(name, help, usual, text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= 0 && double.IsFinite(value) ? value : null, "a number of seconds");

    /// <summary>The flag that makes output one JSON object.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on standard output, and nothing else there." };

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
