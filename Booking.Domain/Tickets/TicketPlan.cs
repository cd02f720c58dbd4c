namespace Booking.Domain.Tickets;

using Booking.Domain.Bookings;

/// <summary>What has to happen to a booking's tickets so that they are those of the booking as it stands; nothing where they are.</summary>
/// <param name="Revoked">Tickets that are for nothing the booking still has.</param>
/// <param name="Issued">Admissions without a ticket, each with its place.</param>
/// <param name="Renamed">Tickets whose holder is another.</param>
/// <param name="Reason">Why some are revoked; one of <see cref="RevocationReasons"/>.</param>
public sealed record TicketPlan(
    IReadOnlyList<Ticket> Revoked, IReadOnlyList<(Admission Admission, int Place)> Issued, IReadOnlyList<(Ticket Ticket, string Holder)> Renamed, string Reason)
{
    /// <param name="tickets">All of the booking's, whatever their state.</param>
    public static TicketPlan Of(Booking booking, IReadOnlyCollection<Ticket> tickets)
    {
        // Who has come in keeps the ticket when some of an item's places are given up.
        List<Ticket> live = [.. tickets.Where(ticket => ticket.Status != TicketStatus.Revoked).OrderBy(ticket => ticket.Status == TicketStatus.Valid).ThenBy(ticket => ticket.Item).ThenBy(ticket => ticket.Place)];
        List<(Admission, int)> issued = [];
        List<(Ticket, string)> renamed = [];
        Dictionary<int, int> next = tickets.GroupBy(ticket => ticket.Item).ToDictionary(group => group.Key, group => group.Max(ticket => ticket.Place) + 1);
        foreach (Admission admission in Admission.Of(booking))
        {
            if (live.Find(ticket => ticket.IsFor(admission)) is not { } ticket)
            {
                int place = next.GetValueOrDefault(admission.Item);
                next[admission.Item] = place + 1;
                issued.Add((admission, place));
                continue;
            }

            live.Remove(ticket);
            if (ticket.Status == TicketStatus.Valid && ticket.Holder != admission.Holder)
            {
                renamed.Add((ticket, admission.Holder));
            }
        }

        return new TicketPlan(live, issued, renamed, booking.Status switch
        {
            BookingStatus.Cancelled => RevocationReasons.Cancelled,
            BookingStatus.NoShow => RevocationReasons.GivenUp,
            _ => RevocationReasons.Changed,
        });
    }
}
