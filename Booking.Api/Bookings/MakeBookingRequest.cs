namespace Booking.Api.Bookings;

using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Booking.Domain.Common;

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
    public Result<MakeBookingCommand> ToCommand()
    {
        List<Passenger> passengers = [];
        foreach (PassengerBody? passenger in Passengers ?? [])
        {
            if (passenger is null)
            {
                return Error.Invalid("validation_failed", "The request is not of the stated form.") with
                {
                    Fields = new Dictionary<string, string[]> { [$"/passengers/{passengers.Count}"] = ["A passenger must not be null."] },
                };
            }

            passengers.Add(new Passenger(passenger.Item, passenger.Seat, passenger.Name));
        }

        return new MakeBookingCommand(HoldId, new Customer(Customer.Name, Customer.Email, Customer.Phone), passengers, VoucherCode, Metadata ?? new Dictionary<string, string>());
    }
}

/// <param name="Phone">E.164, e.g. +4930123456.</param>
internal sealed record CustomerBody(string Name, string Email, string? Phone = null);

/// <param name="Item">Index of the hold's item.</param>
internal sealed record PassengerBody(int Item, string Name, string? Seat = null);
