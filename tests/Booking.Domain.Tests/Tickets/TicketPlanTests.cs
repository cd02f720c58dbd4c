namespace Booking.Domain.Tests.Tickets;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Tickets;
using Shouldly;
using Xunit;

public sealed class TicketPlanTests
{
    [Fact]
    public void Of_WhenConfirmed_HasOneTicketForEveryDoorAndPlace()
    {
        Booking booking = Sold.Booking(
            [new Passenger(1, "3A", "Grace"), new Passenger(0, null, "Alan")],
            Sold.Item(ItemKinds.Ticket, 3), Sold.Item(ItemKinds.TripSeat, 2, seats: ["3A", "3B"]), Sold.Item(ItemKinds.Venue), Sold.Item(ItemKinds.Car), Sold.Item(ItemKinds.Service),
            Sold.Item(ItemKinds.Product, 4));
        List<Ticket> tickets = [];

        tickets.Settle(booking);

        tickets.Select(ticket => $"{ticket.Item} {ticket.Seat} {ticket.Holder}").ShouldBe(["0  Alan", "0  Ada", "0  Ada", "1 3A Grace", "1 3B Ada", "2  Ada", "3  Ada", "4  Ada"]);
        tickets.Where(ticket => ticket.Item == 0).ShouldAllBe(ticket => ticket.OfferingId == Sold.Happening && ticket.SoldId == booking.Items[0].OfferingId);
        tickets.Where(ticket => ticket.Item > 0).ShouldAllBe(ticket => ticket.OfferingId == booking.Items[ticket.Item].OfferingId);
        TicketPlan again = TicketPlan.Of(booking, tickets);
        (again.Issued.Count, again.Revoked.Count, again.Renamed.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Of_WhenPlacesAreGivenUp_RevokesAsManyAndNeverOneThatWasUsed()
    {
        Booking booking = Sold.Booking(Sold.Item(ItemKinds.Ticket, 3));
        List<Ticket> tickets = [];
        tickets.Settle(booking);
        tickets[2].Use(Guid.CreateVersion7(), "north", Samples.Now);

        booking.Cancel([new CancelledPart(0, 0, [], 1, 2)], null, Samples.Eur(0), isByTenant: true, null, frees: true).Answer().ShouldBe("ok");
        tickets.Settle(booking).Reason.ShouldBe(RevocationReasons.Changed);

        tickets.Seen().ShouldBe(["0 revoked", "1 revoked", "2 used"]);
        tickets.Select(ticket => ticket.Revocation).ShouldBe([1, 2, null], ignoreOrder: true);
    }

    [Fact]
    public void Of_WhenASeatIsAnother_RevokesTheOldAndIssuesANewOne()
    {
        Booking booking = Sold.Booking([new Passenger(0, "3A", "Grace")], Sold.Item(ItemKinds.TripSeat, 2, seats: ["3A", "3B"]));
        List<Ticket> tickets = [];
        tickets.Settle(booking);
        Guid kept = tickets[1].Id;

        booking.Reseat(new Dictionary<int, IReadOnlyDictionary<string, string>> { [0] = new Dictionary<string, string> { ["3A"] = "7C" } });
        tickets.Settle(booking);

        tickets.Seen().ShouldBe(["3A revoked", "3B valid", "7C valid"]);
        tickets.Single(ticket => ticket.Seat == "3B").Id.ShouldBe(kept);
        tickets.Single(ticket => ticket.Seat == "7C").Holder.ShouldBe("Grace");
    }

    [Fact]
    public void Of_WhenCancelled_RevokesAllAndNeverIssuesAgain()
    {
        Booking booking = Sold.Booking(Sold.Item(ItemKinds.EventSeat, 2, seats: ["A-1", "A-2"]), Sold.Item(ItemKinds.Venue));
        List<Ticket> tickets = [];
        tickets.Settle(booking);

        booking.Cancel([booking.Left(0), booking.Left(1)], null, Samples.Eur(0), isByTenant: false, null, frees: true).Answer().ShouldBe("ok");
        tickets.Settle(booking).Reason.ShouldBe(RevocationReasons.Cancelled);

        tickets.ShouldAllBe(ticket => ticket.Status == TicketStatus.Revoked);
        TicketPlan.Of(booking, tickets).Issued.ShouldBeEmpty();
        TicketPlan.Of(booking, []).Issued.ShouldBeEmpty();
    }

    [Fact]
    public void Of_WhenAPassengerIsAnother_RenamesTheSameTicket()
    {
        Booking booking = Sold.Booking([new Passenger(0, "3A", "Grace")], Sold.Item(ItemKinds.TripSeat, 1, seats: ["3A"]));
        List<Ticket> tickets = [];
        tickets.Settle(booking);

        booking.NamePassengers([new Passenger(0, "3A", "Alan")], Samples.Now).Answer().ShouldBe("ok");
        tickets.Settle(booking).Revoked.ShouldBeEmpty();

        tickets.ShouldHaveSingleItem().Holder.ShouldBe("Alan");
    }

    [Fact]
    public void Of_WhenNobodyCame_RevokesWhatWasGivenUp()
    {
        Booking booking = Sold.Booking(Sold.Item(ItemKinds.EventSeat, 2, seats: ["A-1", "A-2"]) with { CheckInWithinMinutes = 30 });
        List<Ticket> tickets = [];
        tickets.Settle(booking);
        booking.Admit(Guid.CreateVersion7(), 0, "A-1", Guid.CreateVersion7(), Samples.Now);

        booking.Miss(Samples.Now.AddHours(2)).ShouldHaveSingleItem();
        tickets.Settle(booking);

        tickets.Seen().ShouldBe(["A-1 valid", "A-2 revoked"]);
    }
}
