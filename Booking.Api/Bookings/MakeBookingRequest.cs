namespace Booking.Api.Bookings;

using Booking.Application.Bookings;
using Booking.Domain.Bookings;

/// <summary>Which hold to book, and for whom.</summary>
/// <param name="Passengers">Who uses which seat; may be left out.</param>
/// <param name="Metadata">Up to 50 keys of the caller's own, returned as they are.</param>
internal sealed record MakeBookingRequest(
    Guid HoldId,
    CustomerBody Customer,
    IReadOnlyList<PassengerBody>? Passengers = null,
    string? VoucherCode = null,
    IReadOnlyDictionary<string, string>? Metadata = null)
{
    public MakeBookingCommand ToCommand() => new(
        HoldId,
        new Customer(Customer.Name, Customer.Email, Customer.Phone),
        [.. (Passengers ?? []).Select(passenger => new Passenger(passenger.Item, passenger.Seat, passenger.Name))],
        VoucherCode,
        Metadata ?? new Dictionary<string, string>());
}

/// <param name="Phone">E.164, e.g. +4930123456.</param>
internal sealed record CustomerBody(string Name, string Email, string? Phone = null);

/// <param name="Item">Index of the hold's item.</param>
internal sealed record PassengerBody(int Item, string Name, string? Seat = null);
