using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bellman.Neural.Kernels;

/// <summary>
/// A warning on standard error if the kernels run without AVX2 and FMA. The first network of a process prints it. The
/// usual cause is a program that was compiled ahead of time for old processors.
/// </summary>
internal static class SlowKernels
{
    // AppContext: <RuntimeHostConfigurationOption Include="Bellman.Neural.SilentlySlow" Value="true" /> in a project keeps it silent.
    private const string Silence = "Bellman.Neural.SilentlySlow";

    private static int _said;

    /// <summary>The sentence, or null where the kernels are as fast as they can be.</summary>
    // Not Avx2.IsSupported: a native program may find AVX2 when it runs, but its vectors were chosen when it was compiled.
    public static string? Sentence
        => RuntimeInformation.ProcessArchitecture != Architecture.X64 || (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            ? null
            : "Bellman: networks run 20 to 140 times slower here, without AVX2 and FMA: the processor lacks them, DOTNET_Enable... switches them off, "
                + "or the program was compiled ahead of time without them (set IlcInstructionSet to x86-64-v3).";

    /// <summary>Says the sentence, if there is one, once in a process.</summary>
    public static void Tell()
    {
        if (Sentence is { } sentence && Interlocked.Exchange(ref _said, 1) == 0 && !(AppContext.TryGetSwitch(Silence, out bool silent) && silent))
        {
            Console.Error.WriteLine(sentence);
        }
    }
}
