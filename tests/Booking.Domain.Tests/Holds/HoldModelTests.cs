namespace Booking.Domain.Tests.Holds;

using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class HoldModelTests
{
    // Multiples of five minutes meet the very moment of expiry often; one tick lies just beside it; a clock may also step back.
    private static readonly Gen<TimeSpan> ClockSteps = Gen.Frequency(
        (3, Gen.Constant(TimeSpan.Zero)),
        (6, Gen.Choose(1, 9).Select(steps => TimeSpan.FromMinutes(5 * steps))),
        (1, Gen.Elements(TimeSpan.FromTicks(1), TimeSpan.FromTicks(-1), TimeSpan.FromMinutes(-5))));

    private static readonly Gen<HoldStep> Steps =
        from act in Gen.Frequency(
            (4, Gen.Constant(HoldAct.Extend)), (2, Gen.Constant(HoldAct.Expire)), (1, Gen.Constant(HoldAct.Release)), (1, Gen.Constant(HoldAct.Convert)))
        from clock in ClockSteps
        select new HoldStep(act, clock);

    private static readonly Gen<TimeSpan> HoldTimes = Gen.Elements(10, 15, 30, 60, 90, 120).Select(minutes => TimeSpan.FromMinutes(minutes));

    public static TheoryData<HoldFlaw> Flaws => [.. Enum.GetValues<HoldFlaw>().Except([HoldFlaw.None])];

    [Fact]
    public void Hold_WhenDrivenAtRandom_AgreesWithItsModel()
    {
        HashSet<(HoldStatus, HoldStatus)> moves = [];
        HashSet<string> answers = [];

        Sequences.Check(HoldTimes, Steps, (holdFor, steps) => Divergence(holdFor, steps, HoldFlaw.None, moves, answers));

        // A run that never gets anywhere agrees with everything.
        moves.ShouldBe(HoldTransitions.Table.Moves, ignoreOrder: true);
        answers.ShouldBe(["ok", "hold_expired", "hold_cap_reached", "illegal_transition"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Flaws))]
    public void Check_WhenTheModelIsWrong_FindsIt(HoldFlaw flaw) => Should.Throw<Exception>(
        () => Sequences.Check(HoldTimes, Steps, (holdFor, steps) => Divergence(holdFor, steps, flaw, [], []))).Message.ShouldContain("Falsifiable");

    private static string? Divergence(
        TimeSpan holdFor, IReadOnlyList<HoldStep> steps, HoldFlaw flaw, HashSet<(HoldStatus, HoldStatus)> moves, HashSet<string> answers)
    {
        DateTimeOffset now = Samples.Now;
        Hold hold = Samples.Hold(holdFor);
        HoldModel model = new(now, holdFor, flaw);
        if (hold.TakeEvents() != "hold.placed")
        {
            return "A hold begins with hold.placed.";
        }

        int ends = 0;
        foreach (HoldStep step in steps)
        {
            now += step.Clock;
            HoldStatus before = hold.Status;
            string answer = Apply(hold, step.Act, now);
            string events = hold.TakeEvents();
            HoldSight seen = new(answer, hold.Status, hold.StatusAt(now), hold.ExpiresAt, hold.CanExtend(now), events);
            HoldSight expected = model.Do(step.Act, now);
            if (seen != expected)
            {
                return $"{step}: {seen} instead of {expected}";
            }

            ends += events.Contains("hold.released", StringComparison.Ordinal) || events.Contains("hold.expired", StringComparison.Ordinal) ? 1 : 0;
            if (ends > 1 || (before != HoldStatus.Active && hold.Status != before) || hold.ExpiresAt > Samples.Now + Hold.HardCap)
            {
                return $"{step}: ended {ends} times, {before} → {hold.Status}, until {hold.ExpiresAt}";
            }

            answers.Add(answer);
            if (before != hold.Status)
            {
                moves.Add((before, hold.Status));
            }
        }

        return null;
    }

    private static string Apply(Hold hold, HoldAct act, DateTimeOffset now) => act switch
    {
        HoldAct.Extend => hold.Extend(now).Answer(),
        HoldAct.Release => hold.Release(now).Answer(),
        HoldAct.Expire => hold.Expire(now).Answer(),
        _ => hold.Convert(now).Answer(),
    };

    private sealed record HoldStep(HoldAct Act, TimeSpan Clock);
}
