using Xunit.Abstractions;

namespace Bellman.Atari.Tests;

/// <summary>ALE's core is the yardstick: the same RAM, picture, cycles and lines in every frame.</summary>
public class TraceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Own { get; } = [.. Trace.OwnNames];

    public static TheoryData<string> Free { get; } = [.. Trace.FreeNames];

    [Theory]
    [MemberData(nameof(Own))]
    public void Every_frame_of_our_own_programs_equals_the_reference(string name) => Check(Trace.Own(name));

    [Theory]
    [MemberData(nameof(Free))]
    public void Every_frame_of_the_free_programs_equals_the_reference_where_they_are_at_hand(string name)
    {
        if (name == Trace.None)
        {
            output.WriteLine("There is no folder ../shared/atari-traces/free here: nothing was compared.");
        }
        else
        {
            Check(Trace.Free(name));
        }
    }

    private void Check(Trace trace)
    {
        int differing = trace.FirstDifference();
        if (differing >= 0)
        {
            output.WriteLine(trace.Explain(differing));
        }
        Assert.Equal(-1, differing);
    }
}
