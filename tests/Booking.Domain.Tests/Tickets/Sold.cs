namespace Booking.Domain.Tests.Tickets;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Tickets;

/// <summary>Bookings of everything that has a door, and what becomes of their tickets.</summary>
internal static class Sold
{
    public static readonly Guid Happening = Guid.CreateVersion7();

    public static HoldItem Item(string kind, int quantity = 1, double from = 1, double to = 3, params string[] seats) => new(
        kind, Guid.CreateVersion7(), kind, quantity, kind == ItemKinds.Product ? null : Samples.Now.AddHours(from), kind == ItemKinds.Product ? null : Samples.Now.AddHours(to), "UTC", seats,
        kind is ItemKinds.Ticket ? new Dictionary<string, string> { ["eventId"] = Happening.ToString() } : Samples.NoDetails);

    /// <summary>Paid.</summary>
    public static Booking Booking(IReadOnlyList<Passenger> passengers, params HoldItem[] items)
    {
        Price price = Price.Of([.. items.Select((item, i) => new PriceLine("thing", item.Title, Samples.Eur(1_000), i, item.Quantity, 1_900))], TaxRules.Default).Value!;
        Grant[] grants = [.. items.Select((item, i) => new Grant(item, [new QuotaClaim(i, Guid.CreateVersion7(), item.Quantity)], [price.Lines[i]], TimeSpan.FromMinutes(15)))];
        Hold hold = Hold.Place(Guid.CreateVersion7(), Guid.CreateVersion7(), null, null, grants, price, Samples.Now).Value!;
        Booking booking = Domain.Bookings.Booking.Make(
            Guid.CreateVersion7(), BookingNumber.From(1), hold, new Customer("Ada", "a@example.com", null), passengers, Samples.NoDetails, TimeSpan.FromMinutes(30), Samples.Now);
        booking.Confirm(Guid.CreateVersion7(), Samples.Now);
        return booking;
    }

    public static Booking Booking(params HoldItem[] items) => Booking([], items);

    /// <summary>Carries out what the plan says, as the use case does.</summary>
    public static TicketPlan Settle(this List<Ticket> tickets, Booking booking)
    {
        TicketPlan plan = TicketPlan.Of(booking, tickets);
        long next = tickets.Count(ticket => ticket.Revocation is not null);
        foreach (Ticket ticket in plan.Revoked)
        {
            ticket.Revoke(plan.Reason, ++next, Samples.Now);
        }

        foreach ((Ticket ticket, string holder) in plan.Renamed)
        {
            ticket.HandTo(holder);
        }

        tickets.AddRange(plan.Issued.Select(issued => Ticket.Issue(Guid.CreateVersion7(), booking.TenantId, booking.Id, issued.Admission, issued.Place, Samples.Now)));
        return plan;
    }

    /// <summary>What there is of an item, e.g. <c>A-1 valid</c>.</summary>
    public static string[] Seen(this IEnumerable<Ticket> tickets, int item = 0) =>
        [.. tickets.Where(ticket => ticket.Item == item).OrderBy(ticket => ticket.Place).Select(ticket => $"{ticket.Seat ?? ticket.Place.ToString(System.Globalization.CultureInfo.InvariantCulture)} {ticket.Status.ToString().ToLowerInvariant()}")];
}
