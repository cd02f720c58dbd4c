namespace Booking.Domain.Tests.Trips;

using Booking.Domain.Trips;
using Shouldly;
using Xunit;

public sealed class BusTests
{
    private static readonly BusSeat[] Layout = [.. new SeatBlock(1, 1, 2, "AB CD", "standard").Seats(), .. new SeatBlock(2, 11, 3, "AB CD", "premium").Seats()];

    [Fact]
    public void Seats_WhenMadeFromABlock_KnowTheirPlaceWindowAndAisle()
    {
        Layout.Take(4).Select(seat => (seat.Seat, seat.Place.Column, seat.Features[0])).ShouldBe([("1A", 1, "window"), ("1B", 2, "aisle"), ("1C", 4, "aisle"), ("1D", 5, "window")]);
        new BusSeat("12C", 1, "standard").Place.ShouldBe((12, 3));
        new BusSeat("Guide", 1, "standard").Place.Row.ShouldBe(1_000);
    }

    [Fact]
    public void Create_WhenTheLayoutIsImpossible_PointsAtTheSeat()
    {
        Wrong().ShouldBe("/seats");
        Wrong(new BusSeat("1A", 1, "standard"), new BusSeat("1A", 2, "standard")).ShouldBe("/seats/1");
        Wrong(new BusSeat("1A", 1, "standard") { Row = 1, Column = 1 }, new BusSeat("1B", 1, "standard") { Row = 1, Column = 1 }).ShouldBe("/seats/1");
        Wrong(new BusSeat("1A", 0, "standard")).ShouldBe("/seats/0");
        Wrong(new BusSeat("1A", 1, "")).ShouldBe("/seats/0");
        Wrong(new BusSeat("1A", 1, "standard") { Features = ["throne"] }).ShouldBe("/seats/0");
        Wrong([.. Enumerable.Range(0, 301).Select(i => new BusSeat($"{i}A", 1, "standard"))]).ShouldBe("/seats");
    }

    [Fact]
    public void Missing_WhenSoldSeatsGoAreBlockedOrChangeTheirClass_NamesThem()
    {
        BusSeat[] after = [.. Layout.Where(seat => seat.Seat is not "1A").Select(seat => seat.Seat switch
        {
            "1B" => seat with { IsBlocked = true },
            "1C" => seat with { Class = "premium" },
            _ => seat,
        })];
        Bus.Missing(Layout, after, ["1A", "1B", "1C", "1D", "11A"]).ShouldBe(["1A", "1B", "1C"]);
        Bus.Missing(Layout, after, ["1D"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, "1A 1B")]
    [InlineData(3, "11A 11B 11C")]
    [InlineData(4, "11A 11B 11C 11D")]
    [InlineData(12, "11A 11B 11C 11D 12A 12B 12C 12D 13A 13B 13C 13D")]
    public void Pick_WhenAllIsFree_SitsTogetherOnOneDeck(int count, string seats)
    {
        // Three fit into no half row, and into a whole one of either deck; on the lower deck there are only two rows of four.
        IReadOnlyList<string> picked = SeatChoice.Pick(count == 2 ? Layout : [.. Layout.Where(seat => seat.Deck == 2)], count).ShouldNotBeNull();
        string.Join(" ", picked).ShouldBe(seats);
    }

    [Fact]
    public void Pick_WhenGapsAreOfDifferentSize_TakesTheTightest()
    {
        BusSeat[] free = [.. Layout.Where(seat => seat.Seat is "1A" or "1B" or "2C" or "11D")];
        SeatChoice.Pick(free, 1).ShouldBe(["2C"]);
        SeatChoice.Pick(free, 2).ShouldBe(["1A", "1B"]);
        SeatChoice.Pick(free, 3).ShouldBe(["1A", "1B", "2C"]);
        SeatChoice.Pick(free, 4).ShouldBe(["1A", "1B", "2C", "11D"]);
        SeatChoice.Pick(free, 5).ShouldBeNull();
    }

    private static string Wrong(params BusSeat[] seats) => Bus.Create(Guid.NewGuid(), Guid.NewGuid(), new BusDetails("Bus", null, null, seats)).Error.ShouldNotBeNull().Fields.Keys.Single();
}
