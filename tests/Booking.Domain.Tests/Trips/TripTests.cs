namespace Booking.Domain.Tests.Trips;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Trips;
using Shouldly;
using Xunit;

public sealed class TripTests
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly Route Line = Route.Create(Tenant, Guid.CreateVersion7(), "Berlin – Hamburg", "Buses", "EUR", 700);
    private static readonly Stop Berlin = At(0, "Berlin", 0, 0);
    private static readonly Stop Schwerin = At(1, "Schwerin", 120, 130);
    private static readonly Stop Hamburg = At(2, "Hamburg", 210, 210);
    private static readonly Bus Coach = Bus.Create(Tenant, Guid.CreateVersion7(), "Coach", [new("1A", 1, "standard"), new("1B", 1, "standard"), new("2A", 2, "premium")]);
    private static readonly Trip Departure = Trip.Schedule(Guid.CreateVersion7(), Tenant, Line.Id, Coach.Id, Samples.Now.AddHours(10));
    private static readonly Dictionary<string, long> Fares = new() { ["standard"] = 1_500 };

    [Fact]
    public void Grant_WhenOnSale_TakesEachSeatBetweenTheStops()
    {
        Grant grant = Grant(Schwerin, Hamburg, Samples.Now, "1A", "1B").Value.ShouldNotBeNull();
        grant.Claims.ShouldBe([new LegClaim(0, Departure.Id, "1A", 1, 2), new LegClaim(0, Departure.Id, "1B", 1, 2)]);
        grant.Lines.Sum(line => line.Amount.Amount).ShouldBe(3_000);
        grant.Item.From.ShouldBe(Departure.DepartsAt.AddMinutes(130));
        grant.Item.To.ShouldBe(Departure.DepartsAt.AddMinutes(210));
    }

    [Fact]
    public void Grant_WhenStopsAreReversedOrTheSame_IsRefused()
    {
        Pointer(Grant(Hamburg, Berlin, Samples.Now, "1A")).ShouldBe("/toStopId");
        Pointer(Grant(Berlin, Berlin, Samples.Now, "1A")).ShouldBe("/toStopId");
    }

    [Fact]
    public void Grant_WhenAStopIsNotOfTheTrip_IsRefused()
    {
        Pointer(Grant(null, Hamburg, Samples.Now, "1A")).ShouldBe("/fromStopId");
        Pointer(Grant(Berlin, null, Samples.Now, "1A")).ShouldBe("/toStopId");
    }

    [Fact]
    public void Grant_WhenTheSeatIsUnknown_IsRefused() => Pointer(Grant(Berlin, Hamburg, Samples.Now, "1A", "9Z")).ShouldBe("/seats");

    [Fact]
    public void Grant_WhenTheClassHasNoFare_IsRefused() => Pointer(Grant(Berlin, Hamburg, Samples.Now, "2A")).ShouldBe("/seats");

    [Fact]
    public void Grant_WhenTheBusHasLeftTheStop_IsRefused()
    {
        DateTimeOffset leaves = Departure.DepartureFrom(Schwerin);
        Pointer(Grant(Schwerin, Hamburg, leaves, "1A")).ShouldBe("/tripId");
        Pointer(Grant(Berlin, Hamburg, leaves.AddTicks(-1), "1A")).ShouldBe("/tripId");
        Grant(Schwerin, Hamburg, leaves.AddTicks(-1), "1A").IsSuccess.ShouldBeTrue();
    }

    private static Result<Grant> Grant(Stop? from, Stop? to, DateTimeOffset now, params string[] seats) => Departure.Grant(0, Line, Coach, from, to, seats, Fares, now);

    private static string Pointer(Result<Grant> refused) => refused.Error.ShouldNotBeNull().Fields.Keys.Single();

    private static Stop At(int sequence, string name, int arrives, int departs) =>
        Stop.Create(Tenant, Guid.CreateVersion7(), Line.Id, sequence, name, name, 0, 0, "Europe/Berlin", arrives, departs);
}
