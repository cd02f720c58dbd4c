namespace Booking.Application.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <param name="PayBefore">Until when the inventory is kept for the payment; null when there is nothing to pay.</param>
/// <param name="AvailableActions">What may be done with the booking now, e.g. <c>pay</c>.</param>
public sealed record BookingView(
    Guid Id,
    string Number,
    BookingStatus Status,
    Guid HoldId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PayBefore,
    DateTimeOffset? ConfirmedAt,
    Customer Customer,
    IReadOnlyList<Passenger> Passengers,
    IReadOnlyList<HoldItem> Items,
    Price Price,
    CancellationPolicy CancellationPolicy,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<string> AvailableActions,
    long Version)
{
    public static BookingView Of(Booking booking, DateTimeOffset now)
    {
        BookingStatus status = booking.StatusAt(now);
        IReadOnlyList<string> actions = status switch
        {
            BookingStatus.AwaitingPayment => ["pay"],
            BookingStatus.Confirmed when booking.Price.Total.Amount > 0 => ["receipts"],
            _ => [],
        };
        return new BookingView(
            booking.Id, booking.Number, status, booking.HoldId, booking.CreatedAt, booking.PayBefore, booking.ConfirmedAt, booking.Customer, [.. booking.Passengers.Select(passenger => passenger.Masked())],
            booking.Items, booking.Price, booking.CancellationPolicy, booking.Metadata, actions, booking.Version);
    }
}
