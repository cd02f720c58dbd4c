namespace Booking.Domain.Tests.Tickets;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Tickets;
using Shouldly;
using Xunit;

public sealed class ScanRefusalsTests
{
    [Theory]
    [InlineData(-24.01, ScanRefusals.TooEarly)]
    [InlineData(-24, null)]
    [InlineData(0, null)]
    [InlineData(1.99, null)]
    [InlineData(2, ScanRefusals.TooLate)]
    public void Usually_WhenTheTimeIsKnown_AdmitsFromADayBeforeTheStartToTheEnd(double hours, string? refusal)
    {
        (Booking booking, Ticket ticket) = Sell(Sold.Item(ItemKinds.Venue, from: 30, to: 32));

        ScanRefusals.Usually(ticket, booking, null, Samples.Now.AddHours(30 + hours)).ShouldBe(refusal);
        ScanRefusals.Always(ticket, booking).ShouldBeNull();
    }

    [Fact]
    public void Usually_WhenTheDoorIsNamed_AdmitsToTheEventAndItsTicketTypeAlone()
    {
        (Booking booking, Ticket ticket) = Sell(Sold.Item(ItemKinds.Ticket));

        ScanRefusals.Usually(ticket, booking, Sold.Happening, Samples.Now).ShouldBeNull();
        ScanRefusals.Usually(ticket, booking, booking.Items[0].OfferingId, Samples.Now).ShouldBeNull();
        ScanRefusals.Usually(ticket, booking, Guid.CreateVersion7(), Samples.Now).ShouldBe(ScanRefusals.WrongOffering);
    }

    [Fact]
    public void Usually_WhenUsed_SaysSoBeforeItSpeaksOfTheTime()
    {
        (Booking booking, Ticket ticket) = Sell(Sold.Item(ItemKinds.Venue));
        ticket.Use(Guid.CreateVersion7(), "north", Samples.Now).Answer().ShouldBe("ok");

        ScanRefusals.Usually(ticket, booking, null, Samples.Now.AddDays(9)).ShouldBe(ScanRefusals.AlreadyUsed);
        ticket.Use(Guid.CreateVersion7(), "south", Samples.Now).Answer().ShouldBe("illegal_transition");
        ticket.UsedGate.ShouldBe("north");
    }

    [Fact]
    public void Always_WhenTheSeatMovedAndItsTicketIsNotRevokedYet_IsRevoked()
    {
        (Booking booking, Ticket ticket) = Sell(Sold.Item(ItemKinds.TripSeat, 1, seats: ["3A"]));

        booking.Reseat(new Dictionary<int, IReadOnlyDictionary<string, string>> { [0] = new Dictionary<string, string> { ["3A"] = "7C" } });

        ScanRefusals.Always(ticket, booking).ShouldBe(ScanRefusals.Revoked);
    }

    [Fact]
    public void Always_WhenTheBookingIsCancelledOrMissed_SaysWhich()
    {
        (Booking cancelled, Ticket first) = Sell(Sold.Item(ItemKinds.Venue));
        cancelled.Cancel([cancelled.Left(0)], null, Samples.Eur(0), isByTenant: false, null, frees: true).Answer().ShouldBe("ok");
        (Booking missed, Ticket second) = Sell(Sold.Item(ItemKinds.Venue));
        missed.MarkNoShow().Answer().ShouldBe("ok");

        ScanRefusals.Always(first, cancelled).ShouldBe(ScanRefusals.NotConfirmed);
        ScanRefusals.Always(second, missed).ShouldBe(ScanRefusals.GivenUp);
        first.Revoke(RevocationReasons.Cancelled, 1, Samples.Now).Answer().ShouldBe("ok");
        ScanRefusals.Always(first, cancelled).ShouldBe(ScanRefusals.Revoked);
    }

    [Fact]
    public void Admit_WhenAnItemHasNoSeats_CountsTheFirstWhoComesForAll()
    {
        Booking booking = Sold.Booking(Sold.Item(ItemKinds.Ticket, 2));
        CheckIn first = booking.Admit(Guid.CreateVersion7(), 0, null, Guid.CreateVersion7(), Samples.Now);

        booking.Admit(Guid.CreateVersion7(), 0, null, Guid.CreateVersion7(), Samples.Now).ShouldBe(first);

        booking.CheckIns.ShouldHaveSingleItem();
    }

    private static (Booking Booking, Ticket Ticket) Sell(HoldItem item)
    {
        Booking booking = Sold.Booking(item);
        List<Ticket> tickets = [];
        tickets.Settle(booking);
        return (booking, tickets.ShouldHaveSingleItem());
    }
}
