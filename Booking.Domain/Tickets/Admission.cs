namespace Booking.Domain.Tickets;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;

/// <summary>What one ticket is for.</summary>
/// <param name="Item">Index of the booking's item.</param>
/// <param name="SoldId">What was sold; a ticket type where the item has one.</param>
/// <param name="OfferingId">Whose door it is.</param>
/// <param name="Seat">Null for a place without a name.</param>
/// <param name="Holder">The passenger, or else the customer.</param>
public sealed record Admission(int Item, string Kind, Guid SoldId, Guid OfferingId, string? Seat, string Holder)
{
    // An item of an event names it among its details: what is sold may be a ticket type.
    private const string EventId = "eventId";

    /// <summary>Of a booking as it stands: one for each seat and place, one for a ride or a hall, none for products and for what nobody came for.</summary>
    public static IReadOnlyList<Admission> Of(Booking booking) => booking.Status is BookingStatus.Confirmed or BookingStatus.Completed
        ? [.. booking.Items.SelectMany((item, i) => OfItem(booking, i))]
        : [];

    private static IEnumerable<Admission> OfItem(Booking booking, int index)
    {
        HoldItem item = booking.Items[index];
        if (item.Kind == ItemKinds.Product || item.Quantity == 0 || booking.IsMissed(index))
        {
            return [];
        }

        Guid offering = item.Details.TryGetValue(EventId, out string? text) && Guid.TryParse(text, out Guid happening) ? happening : item.OfferingId;
        if (item.Seats.Count > 0)
        {
            return item.Seats
                .Where(seat => !booking.Missed.Any(missed => missed.Item == index && missed.Seat == seat))
                .Select(seat => new Admission(index, item.Kind, item.OfferingId, offering, seat, NameOf(booking, booking.Passengers.FirstOrDefault(passenger => passenger.Item == index && passenger.Seat == seat))));
        }

        Passenger[] passengers = [.. booking.Passengers.Where(passenger => passenger.Item == index && passenger.Seat is null)];
        int places = item.Kind is ItemKinds.Ticket or ItemKinds.Service ? item.Quantity : 1;
        return Enumerable.Range(0, places).Select(place => new Admission(index, item.Kind, item.OfferingId, offering, null, NameOf(booking, passengers.ElementAtOrDefault(place))));
    }

    private static string NameOf(Booking booking, Passenger? passenger) => passenger?.Name ?? booking.Customer.Name;
}
