using System.Text.Json;

namespace Bellman.Environments.Finite;

/// <summary>Reads a finite MDP from JSON. Error messages use the terms of the file.</summary>
internal ref struct MdpFileReader
{
    private const long LargestFile = 1 << 28;
    private const int RowWidth = 5;

    private static readonly string[] Properties = ["states", "actions", "transitions", "start", "timeLimit"];

    private Utf8JsonReader _json;

    /// <summary>Reads a file.</summary>
    /// <exception cref="BellmanException">It cannot be read, or is not JSON of this shape; says where.</exception>
    public static MdpFile Read(string path) => Parse(ReadText(path), path);

    /// <summary>The text of a file, to be parsed or copied.</summary>
    /// <exception cref="BellmanException">It cannot be read.</exception>
    public static byte[] ReadText(string path) => InputFile.ReadAllBytes(path, LargestFile, "an environment");

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">JSON in UTF-8; comments, commas at the end and a byte order mark do no harm.</param>
    /// <param name="path">Where it comes from, for people.</param>
    /// <exception cref="BellmanException">It is not JSON of this shape; says where.</exception>
    public static MdpFile Parse(ReadOnlySpan<byte> text, string path)
    {
        text = text.StartsWith(System.Text.Encoding.UTF8.Preamble) ? text[System.Text.Encoding.UTF8.Preamble.Length..] : text;
        var reader = new MdpFileReader
        {
            _json = new(text, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }),
        };
        try
        {
            return reader.ReadEnvironment();
        }
        catch (JsonException error)
        {
            throw new BellmanException($"The environment '{path}' is no JSON from line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1} on: mend it "
                + "there, or just before.", error);
        }
        catch (InvalidOperationException error) // what ValueTextEquals says of a name that is no text
        {
            throw new BellmanException($"The environment '{path}' cannot be read: a name in it is no text.", error);
        }
        catch (BellmanException error)
        {
            throw new BellmanException($"The environment '{path}' cannot be read: {error.Message}", error);
        }
    }

    private MdpFile ReadEnvironment()
    {
        Require(_json.Read() && _json.TokenType == JsonTokenType.StartObject, "it must be an object, { \"states\": ..., ... }.");
        int? states = null, actions = null, limit = null;
        List<MdpRow>? rows = null;
        List<double>? start = null;
        var seen = new HashSet<string>();
        while (Next() != JsonTokenType.EndObject)
        {
            string name = PropertyName();
            Require(seen.Add(name), $"it says '{name}' twice.");
            Next();
            switch (name)
            {
                case "states": states = Whole(name); break;
                case "actions": actions = Whole(name); break;
                case "transitions": rows = Rows(); break;
                case "start": start = IsNull ? null : Numbers(name); break;
                default: limit = IsNull ? null : Whole(name); break;
            }
        }
        _json.Read(); // what follows the object is no JSON
        return new(states ?? throw Missing("states"), actions ?? throw Missing("actions"), rows ?? throw Missing("transitions"), start?.ToArray(),
            limit);
    }

    private readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    private JsonTokenType Next()
    {
        _json.Read(); // throws where a text ends too early
        return _json.TokenType;
    }

    private string PropertyName()
    {
        foreach (string property in Properties)
        {
            if (_json.ValueTextEquals(property))
            {
                return property;
            }
        }
        // As it is written: whatever is escaped stays so.
        string found = System.Text.Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(_json.ValueSpan.Length, 40)]);
        found = string.Concat(found.Select(letter => char.IsControl(letter) ? '?' : letter));
        throw new BellmanException($"it says '{found}', which no environment has: did you mean '{Suggestion.Nearest(found, Properties)}'?");
    }

    private int Whole(string name)
    {
        double number = Number($"{name} must be a whole number of at least 1.");
        Require(number >= 1 && number <= int.MaxValue && number == Math.Floor(number), $"{name} must be a whole number from 1 to {int.MaxValue}.");
        return (int)number;
    }

    private List<MdpRow> Rows()
    {
        Require(_json.TokenType == JsonTokenType.StartArray, "transitions must be a list of rows, [[state, action, probability, successor, reward], ...].");
        var rows = new List<MdpRow>();
        Span<double> row = stackalloc double[RowWidth];
        while (Next() != JsonTokenType.EndArray)
        {
            int count = 0;
            bool fits = _json.TokenType == JsonTokenType.StartArray;
            while (fits && Next() != JsonTokenType.EndArray)
            {
                fits = count < RowWidth && _json.TokenType == JsonTokenType.Number;
                if (fits)
                {
                    row[count++] = Number("A row of the transitions must have nothing but numbers.");
                }
            }
            if (!fits || count < RowWidth)
            {
                throw new BellmanException($"row {rows.Count} of the transitions must be five numbers: state, action, probability, successor, reward.");
            }
            rows.Add(new(row[0], row[1], row[2], row[3], row[4]));
        }
        return rows;
    }

    private List<double> Numbers(string name)
    {
        Require(_json.TokenType == JsonTokenType.StartArray, $"{name} must be a list of numbers.");
        var numbers = new List<double>();
        while (Next() != JsonTokenType.EndArray)
        {
            numbers.Add(Number("start must have nothing but numbers."));
        }
        return numbers;
    }

    private readonly double Number(string wish)
    {
        Require(_json.TokenType == JsonTokenType.Number, wish);
        double number = _json.GetDouble();
        Require(double.IsFinite(number), "a number in it is too large.");
        return number;
    }

    private static void Require(bool holds, string wish)
    {
        if (!holds)
        {
            throw new BellmanException(wish);
        }
    }

    private static BellmanException Missing(string name) => new($"it does not say '{name}'.");
}
