namespace Booking.Api.Bookings;

using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Booking.Domain.Common;

/// <summary>Which hold to book, and for whom.</summary>
/// <param name="Passengers">Who uses which seat; may be left out.</param>
/// <param name="VoucherCode">In any case of letters; may be left out where the hold has it already.</param>
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
        Result<IReadOnlyList<Passenger>> passengers = PassengerBody.ToPassengers(Passengers ?? []);
        if (passengers.IsFailure)
        {
            return passengers.Error;
        }

        return new MakeBookingCommand(HoldId, new Customer(Customer.Name, Customer.Email, Customer.Phone), passengers.Value, VoucherCode, Metadata ?? new Dictionary<string, string>());
    }
}

/// <param name="Phone">E.164, e.g. +4930123456.</param>
internal sealed record CustomerBody(string Name, string Email, string? Phone = null);

/// <param name="Item">Index of the hold's item.</param>
/// <param name="Type">The kind of passenger that the seat was priced for.</param>
/// <param name="Document">Needed where the trip asks for documents; shown with its number masked afterwards.</param>
internal sealed record PassengerBody(int Item, string Name, string? Seat = null, string? Type = null, DateOnly? BirthDate = null, TravelDocumentBody? Document = null)
{
    public static Result<IReadOnlyList<Passenger>> ToPassengers(IReadOnlyList<PassengerBody?> bodies)
    {
        List<Passenger> passengers = [];
        foreach (PassengerBody? passenger in bodies)
        {
            if (passenger is null)
            {
                return Error.Invalid("validation_failed", "The request is not of the stated form.") with
                {
                    Fields = new Dictionary<string, string[]> { [$"/passengers/{passengers.Count}"] = ["A passenger must not be null."] },
                };
            }

            passengers.Add(passenger.ToPassenger());
        }

        return passengers;
    }

    public Passenger ToPassenger() => new(Item, Seat, Name)
    {
        Type = Type,
        BirthDate = BirthDate,
        Document = Document is null ? null : new TravelDocument(Document.Type, Document.Number, Document.Country, Document.Expires),
    };
}

/// <param name="Country">Who issued it: ISO 3166, two or three letters.</param>
/// <param name="Expires">The last day it is good for.</param>
internal sealed record TravelDocumentBody(DocumentType Type, string Number, string Country, DateOnly? Expires = null);

/// <param name="Passengers">For each item that is named, all of its passengers.</param>
internal sealed record NamePassengersRequest(IReadOnlyList<PassengerBody> Passengers);
