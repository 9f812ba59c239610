using System.Globalization;

namespace Bellman;

/// <summary>Whole numbers as users write them: <c>50000</c>, <c>50_000</c>, <c>5e4</c>, <c>08</c>.</summary>
internal static class WholeNumber
{
    /// <summary>Parses one; null if the text is not a whole number, or is too large for any option.</summary>
    public static decimal? Parse(string text)
    {
        string digits = text.Replace("_", "", StringComparison.Ordinal);
        return decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number == decimal.Truncate(number)
            // A decimal forgets what is smaller than 1e-28; a double does not.
            && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double same) && same == (double)number
            ? number : null;
    }
}
