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
        => Assert.Matches(@"At random it catches 1[2-6] % of the balls\.", Run("own-environment")); // one column in seven is 14 %
}
