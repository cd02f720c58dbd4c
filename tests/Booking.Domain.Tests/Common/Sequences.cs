namespace Booking.Domain.Tests.Common;

using FsCheck;
using FsCheck.Fluent;

/// <summary>Drives a machine and its model side by side through random sequences of steps.</summary>
internal static class Sequences
{
    public const int Count = 10_000;

    private const int LongestSequence = 25;

    /// <param name="divergence">Null when machine and model agree all the way; otherwise what differs.</param>
    /// <exception cref="Exception">They differ; the message holds the shortest sequence that shows it, and the seed.</exception>
    public static void Check<TSetup, TStep>(Gen<TSetup> setup, Gen<TStep> step, Func<TSetup, IReadOnlyList<TStep>, string?> divergence)
    {
        Gen<Sequence<TSetup, TStep>> sequences =
            from start in setup
            from length in Gen.Choose(1, LongestSequence)
            from steps in step.ArrayOf(length)
            select new Sequence<TSetup, TStep>(start, steps);

        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Count).WithQuietOnSuccess(true),
            Prop.ForAll(Arb.From(sequences, Shorter), sequence =>
            {
                string? difference = divergence(sequence.Setup, sequence.Steps);
                return (difference is null).Label(difference ?? "");
            }));
    }

    private static IEnumerable<Sequence<TSetup, TStep>> Shorter<TSetup, TStep>(Sequence<TSetup, TStep> sequence) =>
        from left in Enumerable.Range(0, sequence.Steps.Count)
        where sequence.Steps.Count > 1
        select sequence with { Steps = [.. sequence.Steps.Where((_, index) => index != left)] };

    private sealed record Sequence<TSetup, TStep>(TSetup Setup, IReadOnlyList<TStep> Steps)
    {
        public override string ToString() => $"{Setup}: {string.Join(", ", Steps)}";
    }
}
