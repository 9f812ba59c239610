using System.Diagnostics;
using Bellman.Agents;
using Bellman.Agents.Dqn;
using Bellman.Learning;
using Bellman.Neural.Kernels;
using Bellman.Neural.Optimizers;
using Bellman.Replay;

namespace Bellman.Benchmarks;

// Answer for the products: 76 to 93% of the FMA peak in every member, on a shared and busy machine (AMD Zen 3, AVX2); docs/results.md has the costs.

/// <summary>
/// An update of every member of the family on MinAtar's network, batch 32, six actions, as a multiple of Double DQN's in the same round. Sampling from
/// a memory of a million rows is part of all of them. Beside it, what the products of matrices in it take, alone, and their share of the FMA peak.
/// </summary>
internal static class WhatDoesEachMemberCost
{
    private const int Rounds = 40, Updates = 50, Batch = 32, Memory = 1_000_000;

    private static readonly EnvironmentSpec Spec = new("MinAtar", 400, 6) { Image = new(4, 10, 10) };

    private static readonly DqnOptions Double = new()
    {
        Network = NetworkSpec.MinAtar(), Double = true, Loss = LossKind.Squared, Batch = Batch, Memory = Memory, ClipNorm = 10,
    };

    private static readonly (string Name, DqnOptions Options)[] Members =
    [
        ("Double DQN", Double),
        ("DQN", Double with { Double = false }),
        ("dueling, shared layer", Double with { Streams = StreamKind.Dueling, SharedStreams = true }),
        ("dueling, a layer each", Double with { Streams = StreamKind.Dueling }),
        ("regularized, shared layer", Double with { Streams = StreamKind.Regularized, SharedStreams = true }),
        ("mean expansion", Double with { Streams = StreamKind.MeanExpansion }),
        ("Munchausen", Double with { Double = false, Munchausen = 0.9 }),
        ("QR-51", Double with { Head = HeadSpec.Parse("quantile 51") }),
        ("C51", Double with { Head = HeadSpec.Parse("categorical 51 -100 100") }),
        ("HL-Gauss-51", Double with { Head = HeadSpec.Parse("gaussian 51 -20 120") }),
        ("prioritised", Double with { Priority = 0.6 }),
        ("noisy", Double with { Noise = 0.5 }),
        ("IQN-8", Double with { Head = HeadSpec.Parse("implicit 8") }),
        ("IQN-8, fractions first", Double with { Head = HeadSpec.Parse("implicit 8"), FractionsFirst = true }),
        ("Rainbow", Double with { Head = HeadSpec.Parse("categorical 51 -100 100"), Streams = StreamKind.Dueling, Noise = 0.5, Priority = 0.5 }),
    ];

    public static void Run()
    {
        ReplayMemory uniform = Fill(null), prioritised = Fill(new(0.6));
        Subject[] subjects = [.. Members.Select(member => new Subject(member.Options, member.Options.Priority is null ? uniform : prioritised))];
        var best = new double[subjects.Length];
        var bytes = new long[subjects.Length];
        Array.Fill(best, double.PositiveInfinity);
        foreach (Subject subject in subjects)
        {
            subject.Update(Updates); // warm
        }
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < subjects.Length; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
                subjects[i].Update(Updates);
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds / Updates);
                bytes[i] += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        double peak = 0;
        (double MultiplyAdds, double Time)[] products = [.. Members.Select(member =>
        {
            peak = Math.Max(peak, FmaPeak.Measure());
            return MatrixParts.Measure(member.Options, Spec, Batch);
        })];
        Console.WriteLine($"{"member",-26} {"us",8} {"multiple",9} {"bytes",6} {"products us",12} {"of the peak",12}");
        for (int i = 0; i < subjects.Length; i++)
        {
            double atPeak = 2 * products[i].MultiplyAdds / peak / 1e3; // us
            Console.WriteLine($"{Members[i].Name,-26} {best[i],8:0} {best[i] / best[0],9:0.00} {bytes[i] / (double)(Rounds * Updates),6:0.##} "
                + $"{products[i].Time,12:0} {100 * atPeak / products[i].Time,10:0} %");
        }
    }

    private static ReplayMemory Fill(Priority? priority)
    {
        var memory = new ReplayMemory(new(Memory, 1, Spec.ObservationLength) { Picture = Spec.Image, Priority = priority });
        var random = new Rng(1);
        float[] observation = new float[Spec.ObservationLength], next = new float[Spec.ObservationLength];
        Outcome[] outcome = [new(0.5f, Ending.None)];
        for (int step = 0; step < Memory - 1; step++)
        {
            next[random.NextInt(next.Length)] = random.NextInt(2);
            memory.Append(new() { Observations = observation, Actions = (int[])[step % 6], Outcomes = outcome, NextObservations = next, NextLegalActions = [] });
            (observation, next) = (next, observation);
        }
        return memory;
    }

    private sealed class Subject
    {
        private readonly ReplayMemory _memory;
        private readonly QLearner _learner;
        private readonly TransitionBatch _batch;
        private Rng _random = new(1);
        private Rng _noise = new(2);

        public Subject(DqnOptions options, ReplayMemory memory)
        {
            _memory = memory;
            QNetworkSpec network = options.QNetwork;
            _learner = new(
                network.CreateNetwork(Spec, 1, OptimizerSpec.Adam, new(null, 10)), network.CreateNetwork(Spec), options.Head.Create(options.Loss),
                Spec.ActionCount, Batch, options.Double, options.SoftTargets);
            _batch = new(Batch, Spec.ObservationLength, 0, options.Priority is not null);
        }

        public void Update(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _memory.Sample(_batch, ref _random, 0.4);
                _learner.Learn(_batch, 1e-4f, ref _noise);
                _memory.Update(_batch);
            }
        }
    }
}
