namespace Booking.Domain.Tests.Trips;

using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Shouldly;
using Xunit;

public sealed class SeatPlanTests
{
    private static readonly Guid Ada = Guid.CreateVersion7();
    private static readonly Guid Bo = Guid.CreateVersion7();
    private static readonly Guid Cy = Guid.CreateVersion7();

    private static readonly BusSeat[] Coach = Rows(1, 1, 4, "AB CD");

    [Fact]
    public void Make_WhenEverySeatIsThere_MovesNobody()
    {
        SeatPlan plan = SeatPlan.Make(Coach, Rows(1, 1, 9, "AB CD"), [Seat(Ada, "1A"), Seat(Bo, "4D", 1, 2)]);
        plan.Moves.ShouldBeEmpty();
        plan.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void Make_WhenASeatIsGoneBlockedOrOfAnotherClass_GivesAnEqualOne()
    {
        BusSeat[] other = [.. Rows(1, 1, 3, "AB CD").Select(seat => seat.Seat switch { "1A" => seat with { IsBlocked = true }, "1B" => seat with { Class = "premium" }, _ => seat })];
        SeatPlan plan = SeatPlan.Make(Coach, other, [Seat(Ada, "1A"), Seat(Bo, "1B"), Seat(Cy, "4D"), Seat(Cy, "2A")]);

        plan.Moves.Select(move => move.Taken.Seat).ShouldBe(["1A", "1B", "4D"], ignoreOrder: true);
        plan.Moves.ShouldAllBe(move => move.IsEqual && move.To != "1A" && move.To != "1B" && move.To != "2A");
        Exclusive(plan, [Seat(Cy, "2A")]);
    }

    [Fact]
    public void Make_WhenABookingMoves_ItsSeatsStayTogetherOnTheirDeckAndAtTheWindow()
    {
        BusSeat[] before = [.. Rows(1, 1, 4, "AB CD"), .. Rows(2, 21, 4, "AB CD")];
        BusSeat[] after = [.. Rows(1, 5, 4, "AB CD"), .. Rows(2, 31, 4, "AB CD")];
        SeatPlan plan = SeatPlan.Make(before, after, [Seat(Ada, "21C"), Seat(Ada, "21D"), Seat(Bo, "1A"), Seat(Cy, "2D")]);

        plan.Lost.ShouldBeEmpty();
        To(plan, Ada).ShouldAllBe(seat => seat.StartsWith('3'));
        string[] ada = To(plan, Ada);
        ada.Select(seat => seat[..^1]).Distinct().ShouldHaveSingleItem();
        (ada.Contains("31A") && ada.Contains("31B") || ada.Contains("31C") && ada.Contains("31D")).ShouldBeTrue(string.Join(", ", ada));
        To(plan, Bo).ShouldHaveSingleItem()[^1].ShouldBeOneOf('A', 'D');
        To(plan, Cy).ShouldHaveSingleItem()[^1].ShouldBeOneOf('A', 'D');
        To(plan, Bo).Concat(To(plan, Cy)).ShouldAllBe(seat => seat[0] >= '5');
    }

    [Fact]
    public void Make_WhenAFriendKeepsTheSeat_TheOtherComesBeside()
    {
        BusSeat[] after = [.. Rows(1, 1, 4, "AB CD").Where(seat => seat.Seat != "3A")];
        SeatPlan plan = SeatPlan.Make(Coach, after, [Seat(Ada, "3A"), Seat(Ada, "3C")]);
        To(plan, Ada).ShouldBe(["3D"]);
    }

    [Fact]
    public void Make_WhenLegsDoNotMeet_ShareASeatOfTheSmallerBus()
    {
        TakenSeat[] taken = [Seat(Ada, "1A", 0, 1), Seat(Bo, "1B", 1, 2), Seat(Cy, "1C", 0, 2), Seat(Cy, "1D", 2, 3)];
        SeatPlan plan = SeatPlan.Make(Coach, Rows(1, 9, 1, "AB"), taken);

        plan.Lost.ShouldBeEmpty();
        plan.Moves.Count.ShouldBe(4);
        plan.Moves.ShouldAllBe(move => move.IsEqual);
        Exclusive(plan, []);
    }

    [Fact]
    public void Make_WhenOnlyAnotherClassIsLeft_TakesItForWhatIsSoldAndEndsWhatIsHeld()
    {
        BusSeat[] after = [.. Rows(1, 1, 1, "AB"), .. Rows(1, 2, 1, "AB", "premium")];
        TakenSeat held = Seat(Cy, "2B") with { IsHeld = true };
        SeatPlan plan = SeatPlan.Make(Coach, after, [Seat(Ada, "1A"), Seat(Ada, "1B"), Seat(Bo, "2A"), held]);

        NewSeat bo = plan.Moves.ShouldHaveSingleItem();
        (bo.Taken.Buyer, bo.To, bo.IsEqual).ShouldBe((Bo, "2A", false));
        plan.Lost.ShouldBe([held]);
    }

    [Fact]
    public void Make_WhenSeatsAreTooFew_AnItemIsLostAsAWhole()
    {
        TakenSeat[] taken = [Seat(Ada, "1A"), Seat(Ada, "1B"), Seat(Bo, "1C"), Seat(Bo, "1D"), Seat(Bo, "2A")];
        SeatPlan plan = SeatPlan.Make(Coach, Rows(1, 1, 1, "AB CD"), taken);

        // 1C and 1D are there, and the third seat of the item is not.
        plan.Moves.ShouldBeEmpty();
        plan.Lost.Select(seat => (seat.Buyer, seat.Seat)).ShouldBe([(Bo, "1C"), (Bo, "1D"), (Bo, "2A")], ignoreOrder: true);
    }

    [Fact]
    public void Make_WhenASeatIsAccessible_OnlyAnAccessibleOneIsEqual()
    {
        BusSeat[] before = [.. Coach.Select(seat => seat.Seat == "1A" ? seat with { Features = ["accessible", "aisle"] } : seat)];
        BusSeat[] after = [.. Rows(1, 5, 1, "AB CD").Select(seat => seat.Seat == "5D" ? seat with { Features = ["accessible"] } : seat)];

        // The others leave the accessible seat to whom it is for, though Bo bought first and two.
        SeatPlan plan = SeatPlan.Make(before, after, [Seat(Bo, "2A"), Seat(Bo, "2B"), Seat(Cy, "2C"), Seat(Ada, "1A")]);
        To(plan, Ada).ShouldBe(["5D"]);
        plan.Lost.ShouldBeEmpty();

        SeatPlan without = SeatPlan.Make(before, Rows(1, 5, 1, "AB CD"), [Seat(Ada, "1A")]);
        without.Moves.ShouldHaveSingleItem().IsEqual.ShouldBeFalse();
    }

    [Fact]
    public void Make_WhenARideIsOver_ItsSeatStaysWhatItWas()
    {
        TakenSeat over = Seat(Ada, "4A", 0, 1) with { IsOver = true };
        SeatPlan plan = SeatPlan.Make(Coach, Rows(1, 1, 2, "AB CD"), [over, Seat(Bo, "4A", 1, 3)]);
        plan.Moves.ShouldHaveSingleItem().Taken.Buyer.ShouldBe(Bo);
        plan.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void Make_WhenAnItemHadASeatBefore_DoesNotGiveItTheNameAgain()
    {
        TakenSeat moving = Seat(Ada, "4A") with { Former = ["1A", "1B", "1C"] };
        To(SeatPlan.Make(Coach, Rows(1, 1, 1, "AB CD"), [moving]), Ada).ShouldBe(["1D"]);
    }

    [Fact]
    public void Make_WhenWhatIsKeptForAChangeCannotStay_ItIsLost()
    {
        TakenSeat kept = Seat(Ada, "4A") with { IsHeld = true, IsFixed = true };
        SeatPlan.Make(Coach, Rows(1, 1, 2, "AB CD"), [kept]).Lost.ShouldBe([kept]);
        SeatPlan.Make(Coach, Rows(1, 4, 2, "AB CD"), [kept]).Lost.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Make_WhateverIsSold_SeatsEverybodyOnceOrTellsWhoIsLost(int seed)
    {
        Random random = new(seed);
        BusSeat[] after = [.. Rows(1, 3, 6, "AB CD").Where(_ => random.Next(4) > 0)];
        List<TakenSeat> taken = [];
        foreach (BusSeat seat in Rows(1, 1, 6, "AB CD"))
        {
            for (int stop = random.Next(3); stop < 6; stop += random.Next(1, 4))
            {
                int to = Math.Min(6, stop + random.Next(1, 4));
                taken.Add(Seat(Guid.CreateVersion7(), seat.Seat, stop, to));
                stop = to;
            }
        }

        SeatPlan plan = SeatPlan.Make(Rows(1, 1, 6, "AB CD"), after, taken);

        TakenSeat[] stay = [.. taken.Except(plan.Moves.Select(move => move.Taken)).Except(plan.Lost)];
        stay.ShouldAllBe(seat => after.Any(other => other.Seat == seat.Seat));
        plan.Moves.ShouldAllBe(move => after.Any(other => other.Seat == move.To));
        (stay.Length + plan.Moves.Count + plan.Lost.Count).ShouldBe(taken.Count);
        Exclusive(plan, stay);
    }

    [Fact]
    public void Swap_WhenSomebodyHasNoEqualSeat_TellsWhoAndOpensCasesForWhatIsSold()
    {
        Line line = new();
        TakenSeat lost = Seat(Ada, "1A");
        TakenSeat ended = Seat(Cy, "1B") with { IsHeld = true };
        SeatPlan plan = new([new NewSeat(Seat(Bo, "2A", 1, 2), "3A", false)], [lost, ended]);
        Guid bus = Guid.CreateVersion7();

        line.Trip.Swap(bus, "Line", plan).IsSuccess.ShouldBeTrue();

        line.Trip.BusId.ShouldBe(bus);
        line.Trip.Events.OfType<TripSeatsMoved>().ShouldHaveSingleItem().Seats.ShouldBe([new SeatMove(Bo, null, 0, "2A", "3A", 1, 2, false)]);
        OfferingDisrupted[] disrupted = [.. line.Trip.Events.OfType<OfferingDisrupted>()];
        disrupted.Select(happened => (happened.Disruption, happened.Parts!.Single())).ShouldBe([(Disruption.Cancelled, new DisruptedPart(Ada, 0)), (Disruption.Moved, new DisruptedPart(Bo, 0))]);
    }

    [Fact]
    public void Swap_WhenNobodyMoves_TellsNothingAndAnEndedTripHasNoOtherBus()
    {
        Line line = new();
        line.Trip.Swap(Guid.CreateVersion7(), "Line", SeatPlan.Unchanged).IsSuccess.ShouldBeTrue();
        line.Trip.Events.ShouldBeEmpty();

        line.Trip.Cancel("Line", null).IsSuccess.ShouldBeTrue();
        line.Trip.Swap(Guid.CreateVersion7(), "Line", SeatPlan.Unchanged).Error.ShouldNotBeNull().Code.ShouldBe("illegal_transition");
    }

    private static BusSeat[] Rows(int deck, int first, int rows, string letters, string seatClass = "standard") => [.. new SeatBlock(deck, first, rows, letters, seatClass).Seats()];

    private static TakenSeat Seat(Guid buyer, string seat, int from = 0, int to = 3) => new(Guid.CreateVersion7(), buyer, 0, seat, from, to);

    private static string[] To(SeatPlan plan, Guid buyer) => [.. plan.Moves.Where(move => move.Taken.Buyer == buyer).Select(move => move.To)];

    private static void Exclusive(SeatPlan plan, IEnumerable<TakenSeat> stay)
    {
        (string Seat, TakenSeat Taken)[] all = [.. plan.Moves.Select(move => (move.To, move.Taken)), .. stay.Select(seat => (seat.Seat, seat))];
        foreach (((string Seat, TakenSeat Taken) one, int i) in all.Select((one, i) => (one, i)))
        {
            all.Skip(i + 1).Any(other => other.Seat == one.Seat && other.Taken.FromStop < one.Taken.ToStop && other.Taken.ToStop > one.Taken.FromStop).ShouldBeFalse(one.ToString());
        }
    }
}
