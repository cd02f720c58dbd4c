namespace Booking.Domain.Tests.Events;

using System.Text.Json;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Shouldly;
using Xunit;

public sealed class SeatPlanTests
{
    [Fact]
    public void Of_WhenRowsAreGenerated_NamesNumbersAndPlacesThem()
    {
        IReadOnlyList<PlannedSeat> seats = Plan(Rows("Y", 3) with { Count = 3, X = 100, Y = 50 });

        seats.Select(seat => seat.Seat).ShouldBe(["Y-1", "Y-2", "Y-3", "Z-1", "Z-2", "Z-3", "AA-1", "AA-2", "AA-3"]);
        seats.Select(seat => (seat.X, seat.Y)).Take(4).ShouldBe([(100, 50), (110, 50), (120, 50), (100, 62)]);
        seats[3].Place.ShouldBe(seats[2].Place + 2);
        seats.ShouldAllBe(seat => seat.Category == "Gold" && seat.Section == "Stalls" && !seat.IsAccessible && !seat.IsBlocked);
    }

    [Fact]
    public void Of_WhenALayoutIsLarge_ItsRequestIsShort()
    {
        SeatLayout layout = Layout(Rows("A", 50) with { Count = 40, Curve = 30, Accessible = [1], Companions = [2] });

        SeatPlan.Of(layout, "").Value.ShouldNotBeNull().Count.ShouldBe(2_000);
        JsonSerializer.Serialize(layout).Length.ShouldBeLessThan(600);
    }

    [Theory]
    [InlineData(SeatNumbering.Consecutive, SeatDirection.LeftToRight, null, "1 2 3 4")]
    [InlineData(SeatNumbering.Odd, SeatDirection.LeftToRight, null, "1 3 5 7")]
    [InlineData(SeatNumbering.Even, SeatDirection.LeftToRight, null, "2 4 6 8")]
    [InlineData(SeatNumbering.Even, SeatDirection.RightToLeft, 10, "16 14 12 10")]
    [InlineData(SeatNumbering.Consecutive, SeatDirection.RightToLeft, 101, "104 103 102 101")]
    public void Of_WhenNumbersAreOfAKind_CountsThem(SeatNumbering numbering, SeatDirection direction, int? start, string expected)
    {
        IReadOnlyList<PlannedSeat> seats = Plan(Rows("A", 4) with { Numbering = numbering, Direction = direction, Start = start });

        string.Join(' ', seats.Select(seat => seat.Number)).ShouldBe(expected);
        seats.Select(seat => seat.X).ShouldBe([0, 10, 20, 30]);
    }

    [Fact]
    public void Of_WhenANumberIsLeftOut_ItsNeighboursAreParted()
    {
        IReadOnlyList<PlannedSeat> seats = Plan(Rows("A", 5) with { Gaps = [3] });

        seats.Select(seat => seat.Number).ShouldBe([1, 2, 4, 5]);
        (seats[2].Place - seats[1].Place).ShouldBe(2);
        seats[2].X.ShouldBe(30);
    }

    [Theory]
    [InlineData(SeatDirection.LeftToRight)]
    [InlineData(SeatDirection.RightToLeft)]
    public void Of_WhenAnAisleIsBehindANumber_ItStandsBetweenThatAndTheNext(SeatDirection direction)
    {
        Dictionary<int, PlannedSeat> seats = Plan(Rows("A", 5) with { Direction = direction, AislesAfter = [2] }).ToDictionary(seat => seat.Number);

        Math.Abs(seats[3].Place - seats[2].Place).ShouldBe(2);
        Math.Abs(seats[2].Place - seats[1].Place).ShouldBe(1);
        Math.Abs(seats[3].X - seats[2].X).ShouldBe(20);
    }

    [Fact]
    public void Of_WhenARowIsCurved_ItsEndsComeForward() =>
        Plan(Rows("A", 5) with { Y = 100, Curve = 40 }).Select(seat => seat.Y).ShouldBe([60, 90, 100, 90, 60]);

    [Fact]
    public void Of_WhenThereAreWheelchairPlaces_EachCompanionHasItsOwn()
    {
        Companions(Rows("A", 8) with { Accessible = [1, 3, 6, 8], Companions = [2, 4, 5, 7] }).ShouldBe("2:A-1 4:A-3 5:A-6 7:A-8");
        Companions(Rows("A", 4) with { Accessible = [2], Companions = [1, 3] }).ShouldBe("1:A-2 3:A-2");
        Companions(Rows("A", 6) with { Accessible = [2, 4], Companions = [1, 3] }).ShouldBe("1:A-2 3:A-4");
    }

    [Fact]
    public void Of_WhenSeatsHaveDetails_TheseCount()
    {
        SeatLayout layout = Layout(Rows("A", 3)) with
        {
            Seats = [new SeatDetail("A-1", Accessible: true), new SeatDetail("A-2", "Silver", 7, 8, CompanionOf: "A-1", Note: "Behind a pillar", Blocked: true)],
        };

        IReadOnlyList<PlannedSeat> seats = SeatPlan.Of(layout, "").Value.ShouldNotBeNull();

        seats[0].IsAccessible.ShouldBeTrue();
        seats[1].ShouldBe(new PlannedSeat("A-2", "Stalls", "A", 2, 2 + seats[0].Place - 1, "Silver", 7, 8, false, "A-1", "Behind a pillar", true));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Of_WhenALayoutIsWrong_SaysWhere(string pointer, SeatLayout layout)
    {
        Error error = SeatPlan.Of(layout, "/layout").Error.ShouldNotBeNull();

        error.Code.ShouldBe("rule_violated");
        error.Fields.Keys.ShouldHaveSingleItem().ShouldBe(pointer);
    }

    public static TheoryData<string, SeatLayout> Wrong() => new()
    {
        { "/layout/sections", new SeatLayout(default, []) },
        { "/layout/sections/0/rows", Layout() },
        { "/layout/sections/1/name", new SeatLayout(default, [Section("Stalls", Rows("A", 2)), Section("stalls", Rows("B", 2))]) },
        { "/layout/sections/1/rows/0/label", new SeatLayout(default, [Section("Stalls", Rows("A", 2)), Section("Balcony", Rows("A", 2))]) },
        { "/layout/sections/0/rows/1/label", Layout(Rows("A", 2) with { Count = 3 }, Rows("B", 1)) },
        { "/layout/sections/0/rows/0/label", Layout(Rows("", 2)) },
        { "/layout/sections/0/rows/0/label", Layout(Rows("A\n", 2)) },
        { "/layout/sections/0/rows/0/label", Layout(Rows("A1", 2) with { Count = 2 }) },
        { "/layout/sections/0/rows/0/seats", Layout(Rows("A", 0)) },
        { "/layout/sections/0/rows/0/seats", Layout(Rows("A", 1_001)) },
        { "/layout/sections/0/rows/0/count", Layout(Rows("A", 2) with { Count = 0 }) },
        { "/layout/sections/0/rows/0/start", Layout(Rows("A", 2) with { Start = 2, Numbering = SeatNumbering.Odd }) },
        { "/layout/sections/0/rows/0/start", Layout(Rows("A", 2) with { Start = 1, Numbering = SeatNumbering.Even }) },
        { "/layout/sections/0/rows/0/gaps", Layout(Rows("A", 2) with { Gaps = [3] }) },
        { "/layout/sections/0/rows/0/accessible", Layout(Rows("A", 2) with { Accessible = [0] }) },
        { "/layout/sections/0/rows/0/blocked", Layout(Rows("A", 3) with { Gaps = [2], Blocked = [2] }) },
        { "/layout/sections/0/rows/0/category", new SeatLayout(default, [new SeatSection("Stalls", [Rows("A", 2)])]) },
        { "/layout", Layout(Rows("A", 3) with { Companions = [2] }) },
        { "/layout", Layout(Rows("A", 3) with { Accessible = [1], Companions = [2], AislesAfter = [1] }) },
        { "/layout/seats/0/seat", Layout(Rows("A", 3)) with { Seats = [new SeatDetail("A-4")] } },
        { "/layout", Layout(Rows("A", 3)) with { Seats = [new SeatDetail("A-1", CompanionOf: "A-9")] } },
        { "/layout", Layout(Rows("A", 3) with { Accessible = [3] }) with { Seats = [new SeatDetail("A-1", CompanionOf: "A-3")] } },
        { "/layout/seats/0/note", Layout(Rows("A", 3)) with { Seats = [new SeatDetail("A-1", Note: "one\ntwo")] } },
        { "/layout", Layout(Rows("1", 1_000) with { Count = 60 }, Rows("Z", 1)) },
        { "/layout/focalPoint", Layout(Rows("A", 3)) with { FocalPoint = new PlanPoint(0, int.MinValue) } },
    };

    [Fact]
    public void Of_WhenAPlanIsAsLargeAsItMayBe_IsDrawn() => Plan(Rows("1", 1_000) with { Count = 60 }).Count.ShouldBe(SeatPlan.MaxSeats);

    private static string Companions(SeatRows rows) => string.Join(' ', Plan(rows).Where(seat => seat.CompanionOf is not null).Select(seat => $"{seat.Number}:{seat.CompanionOf}"));

    private static IReadOnlyList<PlannedSeat> Plan(params SeatRows[] rows) => SeatPlan.Of(Layout(rows), "").Value.ShouldNotBeNull();

    private static SeatLayout Layout(params SeatRows[] rows) => new(default, [Section("Stalls", rows)]);

    private static SeatSection Section(string name, params SeatRows[] rows) => new(name, rows, "Gold");

    private static SeatRows Rows(string label, int seats) => new(label, seats, 0, 0);
}
