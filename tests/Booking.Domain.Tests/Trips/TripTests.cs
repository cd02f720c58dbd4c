namespace Booking.Domain.Tests.Trips;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Trips;
using Shouldly;
using Xunit;

public sealed class TripTests
{
    private static readonly Line Line = new();

    [Fact]
    public void Grant_WhenOnSale_TakesEachSeatBetweenTheStops()
    {
        Grant grant = Line.Grant(1, 2, Samples.Now, "1A", "1B").Value.ShouldNotBeNull();
        grant.Claims.ShouldBe([new LegClaim(0, Line.Trip.Id, "1A", 1, 2), new LegClaim(0, Line.Trip.Id, "1B", 1, 2)]);
        grant.Lines.Sum(line => line.Amount.Amount).ShouldBe(3_000);
        grant.Lines.Select(line => line.Seat).ShouldBe(["1A", "1B"]);
        grant.Item.From.ShouldBe(Line.Trip.DepartsAt.AddMinutes(130));
        grant.Item.To.ShouldBe(Line.Trip.DepartsAt.AddMinutes(210));
    }

    [Fact]
    public void Grant_WhenStopsAreReversedOrTheSame_IsRefused()
    {
        Pointer(Line.Grant(2, 0, Samples.Now, "1A")).ShouldBe("/toStopId");
        Pointer(Line.Grant(0, 0, Samples.Now, "1A")).ShouldBe("/toStopId");
    }

    [Fact]
    public void Grant_WhenAStopIsNotOfTheTrip_IsRefused()
    {
        Pointer(Line.Trip.Grant(0, Line.Offer(), new SeatOrder(Guid.NewGuid(), Line.Stops[2].Id, ["1A"], []), Samples.Now)).ShouldBe("/fromStopId");
        Pointer(Line.Trip.Grant(0, Line.Offer(), new SeatOrder(Line.Stops[0].Id, Guid.NewGuid(), ["1A"], []), Samples.Now)).ShouldBe("/toStopId");
    }

    [Fact]
    public void Grant_WhenTheSeatIsUnknownOrBlocked_IsRefused()
    {
        Pointer(Line.Grant(0, 2, Samples.Now, "1A", "9Z")).ShouldBe("/seats");
        Pointer(Line.Grant(0, 2, Samples.Now, "3A")).ShouldBe("/seats");
    }

    [Fact]
    public void Grant_WhenTheClassHasNoFare_IsRefused() => Pointer(Line.Grant(0, 2, Samples.Now, "2A")).ShouldBe("/seats");

    [Fact]
    public void Grant_WhenTheBusHasLeftTheStop_IsRefused()
    {
        DateTimeOffset leaves = Line.Trip.DepartsAt.AddMinutes(130);
        Pointer(Line.Grant(1, 2, leaves, "1A")).ShouldBe("/tripId");
        Line.Grant(0, 2, leaves.AddTicks(-1), "1A").Error.ShouldNotBeNull().Reason.ShouldBe(Reason.Past);
        Line.Grant(1, 2, leaves.AddTicks(-1), "1A").IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Grant_WhenTheSaleHasClosedAtTheStop_IsRefusedThereOnly()
    {
        Line line = new(Route.Usual("Line", Guid.NewGuid(), 700) with { SaleClosesMinutes = 30 });
        DateTimeOffset closes = line.Trip.DepartsAt.AddMinutes(-30);
        line.Grant(0, 2, closes, "1A").Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotOnSale);
        line.Grant(0, 2, closes.AddTicks(-1), "1A").IsSuccess.ShouldBeTrue();
        line.Grant(1, 2, closes, "1A").IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Grant_WhenKindsOfPassengersAreStated_TakesTheirShareOfTheFareOnALineOfTheirOwn()
    {
        Line line = new(Route.Usual("Line", Guid.NewGuid(), 700) with { PassengerTypes = [new("adult", 100), new("child", 33)] });
        Grant grant = line.Trip.Grant(0, line.Offer(), new SeatOrder(line.Stops[0].Id, line.Stops[2].Id, ["1A", "1B"], ["adult", "child"]), Samples.Now).Value.ShouldNotBeNull();
        grant.Lines.Select(entry => entry.Amount.Amount).ShouldBe([2_500, 825]);
        grant.Item.Details[TripDetails.PassengerTypes].ShouldBe("adult,child");
        Pointer(line.Trip.Grant(0, line.Offer(), new SeatOrder(line.Stops[0].Id, line.Stops[2].Id, ["1A"], ["dog"]), Samples.Now)).ShouldBe("/passengerTypes/0");
        Pointer(line.Trip.Grant(0, line.Offer(), new SeatOrder(line.Stops[0].Id, line.Stops[2].Id, ["1A", "1B"], ["adult"]), Samples.Now)).ShouldBe("/passengerTypes");
    }

    [Theory]
    [InlineData(0, 2, "2")]
    [InlineData(1, 2, "1")]
    public void Grant_OfAPartOfTheTrip_KeepsHowManyLegsItIs(int from, int to, string legs) =>
        Line.Grant(from, to, Samples.Now, "1A").Value.ShouldNotBeNull().Item.Details[TripDetails.Legs].ShouldBe(legs);

    [Fact]
    public void Grant_WhenPassengersHaveToBeKnown_KeepsThatInTheItem()
    {
        Line line = new(Route.Usual("Line", Guid.NewGuid(), 700) with { RequiresDocuments = true });
        line.Grant(0, 2, Samples.Now, "1A").Value.ShouldNotBeNull().Item.Details[TripDetails.Passengers].ShouldBe(TripDetails.Documents);
        Line.Grant(0, 2, Samples.Now, "1A").Value.ShouldNotBeNull().Item.Details.Keys.ShouldNotContain(TripDetails.Passengers);
    }

    [Fact]
    public void Delay_WhenItIsShort_OpensNoCaseUntilTheDelaysAddUp()
    {
        Line line = new();
        line.Trip.Delay(line.TripStops, 10, 0, line.Route, "traffic").IsSuccess.ShouldBeTrue();
        line.Trip.Events.OfType<OfferingDisrupted>().ShouldBeEmpty();

        line.Trip.Delay(line.TripStops, 10, 1, line.Route, "traffic").IsSuccess.ShouldBeTrue();
        line.Trip.Events.OfType<OfferingDisrupted>().ShouldHaveSingleItem().Disruption.ShouldBe(Disruption.Delayed);
        line.Trip.DelayMinutes.ShouldBe(20);
        line.TripStops.Select(stop => (stop.DepartsAt - Line.Start).TotalMinutes).ShouldBe([10, 150, 230]);

        line.Trip.Delay(line.TripStops, 5, 1, line.Route, null).IsSuccess.ShouldBeTrue();
        line.Trip.Events.OfType<OfferingDisrupted>().Count().ShouldBe(1);
    }

    [Fact]
    public void Cancel_WhenItHasDeparted_IsPossibleAndAfterArrivalNot()
    {
        Line line = new();
        line.Trip.Depart().IsSuccess.ShouldBeTrue();
        line.Trip.Arrive().IsSuccess.ShouldBeTrue();
        line.Trip.Cancel("Line", null).Error.ShouldNotBeNull().Code.ShouldBe("illegal_transition");

        Line broken = new();
        broken.Trip.Depart();
        broken.Trip.Cancel("Line", "engine").IsSuccess.ShouldBeTrue();
        broken.Trip.Events.OfType<OfferingDisrupted>().ShouldHaveSingleItem().Note.ShouldBe("engine");
        broken.Grant(1, 2, Samples.Now, "1A").Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotOnSale);
    }

    private static string Pointer(Result<Grant> refused) => refused.Error.ShouldNotBeNull().Fields.Keys.Single();
}
