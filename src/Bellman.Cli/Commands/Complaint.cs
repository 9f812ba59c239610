using System.CommandLine;
using System.CommandLine.Parsing;

namespace Bellman.Cli.Commands;

/// <summary>What is wrong with a command line, as one sentence that says what to do.</summary>
internal static class Complaint
{
    /// <summary>The first complaint; null where there is none.</summary>
    public static string? About(ParseResult parsed)
    {
        CommandResult said = parsed.CommandResult;
        return Illegible(parsed.Tokens) ?? Stray(parsed) ?? (IsHelp(parsed) ? null
            : said.Children.OfType<OptionResult>().Select(About).FirstOrDefault(sentence => sentence is not null)
            ?? Missing(said) ?? parsed.Errors.FirstOrDefault()?.Message);
    }

    // No file, number or name is empty, and no system lets one hold the letter that ends it.
    private static string? Illegible(IReadOnlyList<Token> tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(tokens[i].Value) || tokens[i].Value.Contains('\0', StringComparison.Ordinal))
            {
                return i > 0 && tokens[i - 1].Type == TokenType.Option
                    ? $"What follows {tokens[i - 1].Value} is no text: say what it should be, or leave {tokens[i - 1].Value} out."
                    : "An argument is no text: say what it should be, or leave it out.";
            }
        }
        return null;
    }

    // An option that does not exist is taken for an argument where one is still wanted.
    private static string? Stray(ParseResult parsed)
    {
        CommandResult said = parsed.CommandResult;
        string name = said.Command.Name;
        var wrong = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value)
            .Where(text => text is ['-', _, ..]).ToHashSet();
        wrong.IntersectWith(said.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens));
        if (wrong.FirstOrDefault() is { } option)
        {
            string bare = option.Split('=', ':')[0];
            IEnumerable<string> known = said.Command.Options.Select(one => one.Name).Append("--help");
            return $"There is no option '{bare}' of {Called(said)}: did you mean '{Suggestion.Nearest(bare, known)}'?";
        }
        if (parsed.UnmatchedTokens is not [var first, ..])
        {
            return said.Command.Subcommands.Count > 0 && !IsHelp(parsed) && parsed.Errors.Count > 0
                ? "Say what to do: 'bellman --help' lists the commands." : null;
        }
        return said.Command.Subcommands.Count == 0
            ? $"'{Brief(first)}' is one argument too many for 'bellman {name}': leave it out ('bellman {name} --help' lists what it takes)."
            : $"There is no command '{Brief(first)}': did you mean '{Suggestion.Nearest(first, said.Command.Subcommands.Select(c => c.Name))}'? "
                + "('bellman --help' lists them.)";
    }

    private static string? About(OptionResult result)
        => result.Implicit ? null
        : result.Option.Arity.MaximumNumberOfValues <= 1 && result.IdentifierTokenCount > 1
            ? $"{result.Option.Name} is given {result.IdentifierTokenCount} times: leave all but one out."
        : result.Tokens.Count < result.Option.Arity.MinimumNumberOfValues
            ? $"{result.Option.Name} needs a value: write {result.Option.Name} {result.Option.HelpName ?? "VALUE"}."
        : null;

    private static string? Missing(CommandResult said)
    {
        foreach (Argument argument in said.Command.Arguments)
        {
            if (argument.Arity.MinimumNumberOfValues > (said.GetResult(argument)?.Tokens.Count ?? 0))
            {
                return $"'bellman {said.Command.Name}' needs {argument.Name}: {char.ToLowerInvariant(argument.Description![0])}{argument.Description[1..]}";
            }
        }
        return null;
    }

    private static bool IsHelp(ParseResult parsed) => parsed.Action is not null and not System.CommandLine.Invocation.ParseErrorAction
        && parsed.Action != parsed.CommandResult.Command.Action;

    private static string Called(CommandResult said) => said.Command.Subcommands.Count > 0 ? "'bellman'" : $"'bellman {said.Command.Name}'";

    private static string Brief(string text) => text.Length > 100 ? text[..100] + "..." : text;
}
