using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Bellman.Neural.Kernels;

namespace Bellman.Neural.Tests.Kernels;

/// <summary>Runs with vectors and, by <see cref="WithoutVectorsTests"/>, without.</summary>
[Trait("Category", "kernel")]
public sealed class SlowKernelsTests
{
    [Fact]
    public void A_sentence_tells_that_FMA_is_missing_where_it_is()
    {
        bool lacks = RuntimeInformation.ProcessArchitecture == Architecture.X64 && !(Avx2.IsSupported && Fma.IsSupported);
        Assert.Equal(lacks, SlowKernels.Sentence is not null);
        if (lacks)
        {
            Assert.Contains("without AVX2 and FMA", SlowKernels.Sentence);
        }
    }
}
