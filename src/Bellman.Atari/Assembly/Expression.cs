using System.Globalization;

namespace Bellman.Atari.Assembly;

/// <summary>
/// The value of an expression: numbers (<c>12</c>, <c>$0c</c>, <c>%1100</c>), names, <c>*</c> for the present address,
/// parentheses, and, binding less and less, <c>&lt; &gt; -</c> before a value (low byte, high byte, negative),
/// <c>* /</c>, <c>+ -</c>.
/// </summary>
internal struct Expression
{
    private readonly string _text;
    private readonly Symbols _symbols;
    private readonly int _here, _line;
    private int _at;

    private Expression(string text, Symbols symbols, int here, int line)
        => (_text, _symbols, _here, _line) = (text, symbols, here, line);

    /// <summary>Null where it contains a name that is defined further down.</summary>
    /// <exception cref="AssemblyException">It is no expression.</exception>
    public static int? Value(string text, Symbols symbols, int here, int line)
    {
        var expression = new Expression(text, symbols, here, line);
        int? value = expression.Sum();
        return expression._at == text.Length ? value : throw expression.Unexpected();
    }

    private int? Sum()
    {
        int? sum = Product();
        while (true)
        {
            if (Skip('+'))
            {
                sum += Product();
            }
            else if (Skip('-'))
            {
                sum -= Product();
            }
            else
            {
                return sum;
            }
        }
    }

    private int? Product()
    {
        int? product = Factor();
        while (true)
        {
            if (Skip('*'))
            {
                product *= Factor();
            }
            else if (!Skip('/'))
            {
                return product;
            }
            else if (Factor() is not { } divisor)
            {
                product = null;
            }
            else if (divisor != 0)
            {
                product /= divisor;
            }
            else
            {
                throw new AssemblyException(_line, "this divides by zero.");
            }
        }
    }

    private int? Factor()
    {
        if (Skip('<'))
        {
            return Factor() & 0xFF;
        }
        if (Skip('>'))
        {
            return Factor() >> 8 & 0xFF;
        }
        if (Skip('-'))
        {
            return -Factor();
        }
        if (Skip('*'))
        {
            return _here;
        }
        if (Skip('$'))
        {
            return Number(NumberStyles.AllowHexSpecifier);
        }
        if (Skip('%'))
        {
            return Number(NumberStyles.AllowBinarySpecifier);
        }
        if (Skip('('))
        {
            int? inside = Sum();
            return Skip(')') ? inside : throw Unexpected();
        }
        if (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            return Number(NumberStyles.None);
        }
        string name = Word();
        return name.Length > 0 ? _symbols.Find(name, _line) : throw Unexpected();
    }

    private int Number(NumberStyles style)
        => int.TryParse(Word(), style, CultureInfo.InvariantCulture, out int value) ? value : throw Unexpected();

    private string Word()
    {
        int from = _at;
        while (_at < _text.Length && Symbols.IsPartOfName(_text[_at]))
        {
            _at++;
        }
        string word = _text[from.._at];
        SkipSpaces();
        return word;
    }

    private bool Skip(char sign)
    {
        SkipSpaces();
        if (_at == _text.Length || _text[_at] != sign)
        {
            return false;
        }
        _at++;
        SkipSpaces();
        return true;
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private readonly AssemblyException Unexpected()
        => new(_line, _text.Length == 0 ? "a value is missing here." : $"'{_text}' is not a value: write for example <(table + 2) or $80.");
}
