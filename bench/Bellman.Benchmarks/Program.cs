using Bellman.Benchmarks;

// A few questions have a plain program of their own, quicker than a whole BenchmarkDotNet run.
switch (args)
{
    case ["update"]:
        HowMuchOfThePeakDoesAnUpdateReach.Run();
        break;
    case ["layers"]:
        HowMuchOfThePeakDoesEachLayerReach.Run();
        break;
    case ["tabular"]:
        HowFastDoesATableLearn.Run();
        break;
    case ["batch"]:
        HowMuchQuickerIsABatch.Run();
        break;
    case ["planning"]:
        HowLongDoAMillionStatesTake.Run();
        break;
    case ["atari", var folder]:
        HowFastIsTheConsole.Run(folder);
        break;
    default:
        BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(HowMuchOfThePeakDoesAnUpdateReach).Assembly).Run(args);
        break;
}
