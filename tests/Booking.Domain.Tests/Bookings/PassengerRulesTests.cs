namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Shouldly;
using Xunit;

public sealed class PassengerRulesTests
{
    private static readonly DateTimeOffset Ride = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TravelDocument Passport = new(DocumentType.Passport, "C01X00T47", "DE", new DateOnly(2030, 1, 1));

    [Fact]
    public void Check_WhenNothingIsAskedFor_TakesNobody() => PassengerRules.Check([], [Item(null)]).IsSuccess.ShouldBeTrue();

    [Fact]
    public void Check_WhenNamesAreNeeded_SaysWhoIsMissing()
    {
        Missing(TripDetails.Names).ShouldBe(["Item 0, seat 1A: the passenger's name is needed.", "Item 0, seat 1B: the passenger's name is needed."]);
        Missing(TripDetails.Names, new Passenger(0, "1A", "Ada")).ShouldBe(["Item 0, seat 1B: the passenger's name is needed."]);
        PassengerRules.Check([new Passenger(0, "1A", "Ada"), new Passenger(0, "1B", "Bo")], [Item(TripDetails.Names)]).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Check_WhenDocumentsAreNeeded_WantsThemGoodUntilTheEndOfTheRide()
    {
        Passenger bo = new(0, "1B", "Bo") { Document = Passport };
        Missing(TripDetails.Documents, new Passenger(0, "1A", "Ada"), bo).ShouldBe(["Item 0, seat 1A: the passenger's document is needed."]);
        Missing(TripDetails.Documents, new Passenger(0, "1A", "Ada") { Document = Passport with { Expires = new DateOnly(2026, 5, 31) } }, bo)
            .ShouldBe(["Item 0, seat 1A: the passenger's document expires before the end of the ride."]);
        PassengerRules.Check([new Passenger(0, "1A", "Ada") { Document = Passport }, bo], [Item(TripDetails.Documents)]).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Check_WhenAPassengerIsOfAnotherKindThanTheSeatWasPricedFor_IsRefused()
    {
        HoldItem item = Item(null, "adult,child");
        PassengerRules.Check([new Passenger(0, "1B", "Bo") { Type = "adult" }], [item]).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/passengers/0/type"]);
        PassengerRules.Check([new Passenger(0, "1B", "Bo") { Type = "child" }], [item]).IsSuccess.ShouldBeTrue();
    }

    [Theory]
    [InlineData("C01X00T47", "******T47")]
    [InlineData("1234", "***4")]
    [InlineData("123", "***")]
    public void Masked_WhenShown_KeepsAtMostTheLastThreeCharacters(string number, string shown) => (Passport with { Number = number }).Masked().Number.ShouldBe(shown);

    private static string[] Missing(string required, params Passenger[] passengers) =>
        PassengerRules.Check(passengers, [Item(required)]).Error.ShouldNotBeNull().Fields["/passengers"];

    private static HoldItem Item(string? required, string? types = null)
    {
        Dictionary<string, string> details = [];
        if (required is not null)
        {
            details[TripDetails.Passengers] = required;
        }

        if (types is not null)
        {
            details[TripDetails.PassengerTypes] = types;
        }

        return new HoldItem(ItemKinds.TripSeat, Guid.NewGuid(), "Line", 2, Ride, Ride.AddHours(3), "UTC", ["1A", "1B"], details);
    }
}
