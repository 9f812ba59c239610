using System.Reflection;

namespace Bellman.Tests;

/// <summary>The build of this project compiles every file of examples/ to a program of its own; here they run.</summary>
public class ExamplesTests
{
    private static string Run(string example)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "examples", example + ".dll");
        TextWriter console = Console.Out;
        var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            Assembly.LoadFrom(path).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }
        return output.ToString();
    }

    [Fact]
    public void A_world_of_ones_own_takes_about_20_lines_and_runs()
    {
        string said = Run("own-environment");
        Assert.Matches(@"Before it learned it caught \d{1,2} % of the balls\.", said);
        Assert.Matches(@"Now it catches (9[5-9]|100) %\.", said);
    }
}
