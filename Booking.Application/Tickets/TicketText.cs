namespace Booking.Application.Tickets;

using System.Globalization;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Tenants;
using Booking.Domain.Tickets;
using NodaTime;

/// <summary>What is printed on a ticket.</summary>
public static class TicketText
{
    public static TicketDocument Of(Ticket ticket, Booking booking, Tenant tenant, ITicketTokens tokens)
    {
        HoldItem item = booking.Items[ticket.Item];
        return new TicketDocument(tenant.Name, item.Title, ticket.Holder, booking.Number, [.. Rows(ticket, item)], tokens.Sign(ticket));
    }

    /// <summary>The name of a ticket's file, without its ending.</summary>
    public static string NameOf(Ticket ticket, Booking booking) => FormattableString.Invariant($"ticket-{booking.Number}-{ticket.Item + 1}-{ticket.Place + 1}");

    private static IEnumerable<TicketRow> Rows(Ticket ticket, HoldItem item)
    {
        if (item.From is { } from)
        {
            yield return new TicketRow("From", Local(from, item.TimeZone));
        }

        if (item.To is { } to)
        {
            yield return new TicketRow("To", Local(to, item.TimeZone));
        }

        if (item.Details.TryGetValue("venue", out string? venue))
        {
            yield return new TicketRow("Place", venue);
        }

        if (ticket.Seat is { } seat)
        {
            yield return new TicketRow("Seat", seat);
        }
    }

    /// <summary>On the clock of the place, which is named.</summary>
    private static string Local(DateTimeOffset instant, string? zone)
    {
        DateTimeZone place = zone is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        return Instant.FromDateTimeOffset(instant).InZone(place).ToString("d MMMM uuuu, HH:mm", CultureInfo.InvariantCulture) + $" ({place.Id})";
    }
}
