namespace Bellman.Atari.Assembly;

/// <summary>Labels and constants. A name that begins with a dot belongs to the label above it.</summary>
internal sealed class Symbols
{
    private readonly Dictionary<string, (int Value, int Line)> _known = new(StringComparer.Ordinal);
    private string _owner = "";

    /// <summary>Whether every name must be known by now.</summary>
    public bool Complete { get; private set; }

    /// <summary>Letters, digits, _ and the dot of a local name.</summary>
    public static bool IsPartOfName(char sign) => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '.';

    /// <summary>
    /// Gives a label, or a constant, its value; the second time over the program, checks that it has not moved.
    /// </summary>
    /// <exception cref="AssemblyException">It has a value already.</exception>
    public void Define(string name, int? value, int line, bool isLabel)
    {
        if (isLabel && name[0] != '.')
        {
            _owner = name;
        }
        string full = Full(name);
        if (_known.TryGetValue(full, out var old) && old.Line != line)
        {
            throw new AssemblyException(line, $"'{name}' was defined in line {old.Line} already: choose another name.");
        }
        if (value is { } known)
        {
            _known[full] = (known, line);
        }
    }

    /// <summary>The value of a name; null where it is not known yet.</summary>
    /// <exception cref="AssemblyException">It never will be.</exception>
    public int? Find(string name, int line)
        => _known.TryGetValue(Full(name), out var found) ? found.Value
            : Complete ? throw new AssemblyException(line, $"there is no label or constant '{name}'.")
            : null;

    /// <summary>Goes back to the top of the program, with everything known.</summary>
    public void Rewind() => (_owner, Complete) = ("", true);

    private string Full(string name) => name[0] == '.' ? _owner + name : name;
}
