using Bellman.Benchmarks;

// Each file answers one question; the first argument says which.
switch (args)
{
    case ["layers"]:
        HowMuchOfThePeakDoesEachLayerReach.Run();
        break;
    case ["tabular"]:
        HowFastDoesATableLearn.Run();
        break;
    case ["batch"]:
        HowMuchQuickerIsABatch.Run();
        break;
    case ["family"]:
        WhatDoesEachMemberCost.Run();
        break;
    case ["planning"]:
        HowLongDoAMillionStatesTake.Run();
        break;
    case ["atari", var folder]:
        HowFastIsTheConsole.Run(folder);
        break;
    default:
        Console.Error.WriteLine("Which question? layers, tabular, batch, family, planning, or atari FOLDER.");
        return 2;
}
return 0;
