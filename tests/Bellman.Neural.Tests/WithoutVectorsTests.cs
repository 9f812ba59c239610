using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Xml.Linq;

namespace Bellman.Neural.Tests;

/// <summary>The kernel tests once more, in processes whose vector instructions are switched off.</summary>
public sealed class WithoutVectorsTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512F")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void The_kernels_pass_their_tests_on_lesser_machines(string feature)
    {
        string results = Directory.CreateTempSubdirectory("bellman").FullName;
        try
        {
            string assembly = typeof(WithoutVectorsTests).Assembly.Location;
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
            {
                ArgumentList = { "vstest", assembly, "--TestCaseFilter:Category=kernel", "--logger:trx;LogFileName=run.trx", "--ResultsDirectory:" + results },
                Environment = { [feature] = "0" },
                RedirectStandardOutput = true,
            };
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output);
            XElement counters = XDocument.Load(Path.Combine(results, "run.trx")).Descendants().Single(element => element.Name.LocalName == "Counters");
            Assert.InRange(int.Parse(counters.Attribute("passed")!.Value, CultureInfo.InvariantCulture), 50, int.MaxValue);
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }
    }

    [Fact]
    [Trait("Category", "kernel")]
    public void What_is_switched_off_is_off()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_EnableAVX2") == "0" || Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") == "0")
        {
            Assert.False(Avx2.IsSupported);
        }
        if (Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") == "0")
        {
            Assert.False(Sse42.IsSupported);
        }
    }
}
