namespace Booking.Api.Bookings;

using Booking.Application.Bookings;
using Booking.Domain.Attribution;
using Booking.Domain.Bookings;
using Booking.Domain.Common;

/// <summary>Which hold to book, and for whom.</summary>
/// <param name="Passengers">Who uses which seat; may be left out.</param>
/// <param name="VoucherCode">In any case of letters; may be left out where the hold has it already.</param>
/// <param name="Metadata">Up to 50 keys of the caller's own, returned as they are.</param>
/// <param name="Attribution">Where the customer came from; may be left out.</param>
internal sealed record MakeBookingRequest(
    Guid HoldId,
    CustomerBody Customer,
    IReadOnlyList<PassengerBody>? Passengers = null,
    string? VoucherCode = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    AttributionBody? Attribution = null)
{
    /// <param name="userAgent">Of the request.</param>
    public Result<MakeBookingCommand> ToCommand(string? userAgent)
    {
        Result<IReadOnlyList<Passenger>> passengers = PassengerBody.ToPassengers(Passengers ?? []);
        if (passengers.IsFailure)
        {
            return passengers.Error;
        }

        return new MakeBookingCommand(HoldId, new Customer(Customer.Name, Customer.Email, Customer.Phone), passengers.Value, VoucherCode, Metadata ?? new Dictionary<string, string>(), Attribution?.ToDetails(userAgent));
    }
}

/// <param name="Phone">E.164, e.g. +4930123456.</param>
internal sealed record CustomerBody(string Name, string Email, string? Phone = null);

/// <param name="Consent">Whether the customer has agreed that the purchase is told to the advertising network. Without it nothing is, and neither click id nor address is kept.</param>
/// <param name="Ttclid">The parameter of that name of the landing page's address.</param>
/// <param name="Ttp">The cookie _ttp.</param>
/// <param name="LandingPage">The address of the page that the customer came to first.</param>
internal sealed record AttributionBody(
    bool Consent,
    string? Ttclid = null,
    string? Ttp = null,
    string? UtmSource = null,
    string? UtmMedium = null,
    string? UtmCampaign = null,
    string? UtmContent = null,
    string? UtmTerm = null,
    string? LandingPage = null,
    string? Referrer = null)
{
    /// <param name="userAgent">Of the request; cut to what is kept.</param>
    public AttributionDetails ToDetails(string? userAgent) => new(
        Consent, Ttclid, Ttp, UtmSource, UtmMedium, UtmCampaign, UtmContent, UtmTerm, LandingPage, Referrer, Address: null,
        userAgent is { Length: > 0 } ? userAgent[..Math.Min(userAgent.Length, AttributionDetails.UserAgentMaxLength)] : null);
}

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
