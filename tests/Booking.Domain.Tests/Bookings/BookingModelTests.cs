namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class BookingModelTests
{
    private static readonly Gen<BookingStep> Steps =
        from act in Gen.Frequency(
            (2, Gen.Constant(BookingAct.AskPayable)),
            (2, Gen.Constant(BookingAct.Confirm)),
            (3, Gen.Constant(BookingAct.Expire)),
            (1, Gen.Elements(BookingAct.CloseWindow, BookingAct.Complete, BookingAct.Cancel, BookingAct.MarkNoShow)))
        from clock in Gen.Frequency(
            (3, Gen.Constant(TimeSpan.Zero)),
            (4, Gen.Choose(1, 4).Select(steps => TimeSpan.FromMinutes(5 * steps))),
            (1, Gen.Constant(Booking.TimelessEndsAfter)),
            (1, Gen.Elements(TimeSpan.FromTicks(1), TimeSpan.FromTicks(-1), TimeSpan.FromMinutes(-5))))
        select new BookingStep(act, clock);

    private static readonly Gen<BookingStart> Starts =
        from isFree in Gen.Frequency((1, Gen.Constant(true)), (4, Gen.Constant(false)))
        from minutes in Gen.Elements(5, 15, 30, 60)
        select new BookingStart(isFree, TimeSpan.FromMinutes(minutes));

    public static TheoryData<BookingFlaw> Flaws => [.. Enum.GetValues<BookingFlaw>().Except([BookingFlaw.None])];

    [Fact]
    public void Booking_WhenDrivenAtRandom_AgreesWithItsModel()
    {
        HashSet<(BookingStatus, BookingStatus)> moves = [];
        HashSet<string> answers = [];

        Sequences.Check(Starts, Steps, (start, steps) => Divergence(start, steps, BookingFlaw.None, moves, answers));

        // A run that never gets anywhere agrees with everything.
        moves.ShouldBe(BookingTransitions.Table.Moves, ignoreOrder: true);
        answers.ShouldBe(["ok", "payment_window_closed", "booking_not_payable", "illegal_transition"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Flaws))]
    public void Check_WhenTheModelIsWrong_FindsIt(BookingFlaw flaw) => Should.Throw<Exception>(
        () => Sequences.Check(Starts, Steps, (start, steps) => Divergence(start, steps, flaw, [], []))).Message.ShouldContain("Falsifiable");

    private static string? Divergence(
        BookingStart start, IReadOnlyList<BookingStep> steps, BookingFlaw flaw, HashSet<(BookingStatus, BookingStatus)> moves, HashSet<string> answers)
    {
        DateTimeOffset now = Samples.Now;
        Booking booking = Booking.Make(
            Guid.CreateVersion7(), "BK-TEST22", Samples.Hold(TimeSpan.FromMinutes(15), start.IsFree ? 0 : 1_000), new Customer("A", "a@example.com", null), [],
            Samples.NoDetails, start.PayWithin, now);
        BookingModel model = new(now, start.IsFree, start.PayWithin, flaw);

        BookingSight expected = model.Begin();
        BookingSight seen = See(booking, "ok", now);
        int confirmations = seen.Events == "booking.confirmed" ? 1 : 0;
        if (seen != expected)
        {
            return $"made: {seen} instead of {expected}";
        }

        foreach (BookingStep step in steps)
        {
            now += step.Clock;
            BookingStatus before = booking.Status;
            DateTimeOffset? payBefore = booking.PayBefore;
            seen = See(booking, Apply(booking, step.Act, now), now);
            expected = model.Do(step.Act, now);
            if (seen != expected)
            {
                return $"{step}: {seen} instead of {expected}";
            }

            confirmations += seen.Events == "booking.confirmed" ? 1 : 0;
            bool expiredEarly = step.Act == BookingAct.Expire && before != booking.Status && !(payBefore <= now);
            if (confirmations > 1 || expiredEarly)
            {
                return $"{step}: confirmed {confirmations} times, {before} → {booking.Status}, payable until {payBefore}";
            }

            answers.Add(seen.Answer);
            if (before != booking.Status)
            {
                moves.Add((before, booking.Status));
            }
        }

        return null;
    }

    private static string Apply(Booking booking, BookingAct act, DateTimeOffset now) => act switch
    {
        BookingAct.AskPayable => booking.CheckPayable(now).Answer(),
        BookingAct.Confirm => booking.Confirm(Guid.CreateVersion7(), now).Answer(),
        BookingAct.Expire => booking.Expire(now).Answer(),
        BookingAct.CloseWindow => booking.ClosePaymentWindow(now).Answer(),
        BookingAct.Complete => booking.Complete(now).Answer(),
        BookingAct.Cancel => booking.Cancel([booking.Left(0)], null, Samples.Eur(0), false, null, frees: true).Answer(),
        _ => booking.MarkNoShow().Answer(),
    };

    private static BookingSight See(Booking booking, string answer, DateTimeOffset now) =>
        new(answer, booking.Status, booking.StatusAt(now), booking.PayBefore, booking.ConfirmedAt, booking.TakeEvents());

    private sealed record BookingStep(BookingAct Act, TimeSpan Clock);

    private sealed record BookingStart(bool IsFree, TimeSpan PayWithin);
}
