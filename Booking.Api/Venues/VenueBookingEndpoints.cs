namespace Booking.Api.Venues;

using Booking.Api.Bookings;
using Booking.Api.Holds;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Venues;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class VenueBookingEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/venues/{id:guid}/bookings", BookVenue).WithTags("Venues")
            .Describe(nameof(BookVenue), "Books a hall in one step, asks its owner where he decides, or books it again and again.")
            .Idempotent().Produces<VenueBookingView>(201).Produces<VenueBookingView>().Refuses(401, 404, 409, 410, 422);
        RouteGroupBuilder requests = api.MapGroup("/venue-requests").WithTags("Venues");
        requests.MapGet("", ListVenueRequests)
            .Describe(nameof(ListVenueRequests), "The caller's requests, or those that the caller may answer, oldest first.")
            .Produces<Page<VenueRequestView>>().Refuses(401, 403);
        requests.MapGet("/{id:guid}", GetVenueRequest)
            .Describe(nameof(GetVenueRequest), "One request.")
            .Produces<VenueRequestView>().Refuses(401, 404);
        requests.MapPost("/{id:guid}/approve", ApproveVenueRequest)
            .Describe(nameof(ApproveVenueRequest), "Says yes: the request becomes a booking that awaits its payment. Refused, and still pending, where others have taken the time.")
            .Idempotent().Produces<VenueRequestView>().Refuses(401, 403, 404, 409, 410);
        requests.MapPost("/{id:guid}/decline", DeclineVenueRequest)
            .Describe(nameof(DeclineVenueRequest), "Says no.")
            .Idempotent().Produces<VenueRequestView>().Refuses(401, 403, 404, 409, 410);
        requests.MapPost("/{id:guid}/withdraw", WithdrawVenueRequest)
            .Describe(nameof(WithdrawVenueRequest), "Gives a request of one's own up.")
            .Idempotent().Produces<VenueRequestView>().Refuses(401, 404, 409, 410);
    }

    private static async Task<IResult> BookVenue(Guid id, BookVenueRequest body, ISender sender, CancellationToken ct)
    {
        BodyReader read = new();
        VenueItem item = body.ToItem(id, read);
        VenueParty party = body.ToParty(read);
        if (read.Error is { } error)
        {
            return new Problem(error);
        }

        if (body.Recurrence is null)
        {
            return ToAnswer(await sender.Send(new BookVenueCommand(item, party, body.Message ?? ""), ct));
        }

        return body.OnConflict == OnConflict.Report
            ? (await sender.Send(new CheckVenueSeriesCommand(item, body.Recurrence), ct)).ToOk()
            : ToAnswer(await sender.Send(new BookVenueSeriesCommand(item, party, body.Recurrence, body.OnConflict, body.Message ?? ""), ct));
    }

    private static IResult ToAnswer(Result<VenueBookingView> result) => result.ToCreated(made => made switch
    {
        { Booking: { } booking } => $"/api/v1/bookings/{booking.Id}",
        { Request: { } request } => $"/api/v1/venue-requests/{request.Id}",
        _ => $"/api/v1/venue-series/{made.Series!.Id}",
    });

    private static async Task<IResult> ListVenueRequests(
        [FromQuery] string? managed, [FromQuery] string? pending, [FromQuery] string? venueId, [FromQuery] string? seriesId, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListVenueRequestsQuery query = new(read.Flag("managed", managed), read.Flag("pending", pending), read.Id("venueId", venueId), read.Id("seriesId", seriesId), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetVenueRequest(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new GetVenueRequestQuery(id), ct)).ToOk();

    private static async Task<IResult> ApproveVenueRequest(Guid id, AnswerVenueRequestRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ApproveVenueRequestCommand(id, body.Note ?? ""), ct)).ToOk();

    private static async Task<IResult> DeclineVenueRequest(Guid id, AnswerVenueRequestRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new DeclineVenueRequestCommand(id, body.Note ?? ""), ct)).ToOk();

    private static async Task<IResult> WithdrawVenueRequest(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new WithdrawVenueRequestCommand(id), ct)).ToOk();
}

/// <param name="Note">To the customer.</param>
internal sealed record AnswerVenueRequestRequest(string? Note = null);

/// <summary>What to book in a hall, and for whom.</summary>
/// <param name="From">RFC 3339 with an offset, or a local date-time.</param>
/// <param name="To">RFC 3339 with an offset, or a local date-time.</param>
/// <param name="TimeZone">IANA zone of local date-times; the hall's own when left out.</param>
/// <param name="Message">To the owner, where he decides about each booking.</param>
/// <param name="Recurrence">A subset of RFC 5545's RRULE, e.g. <c>FREQ=WEEKLY;BYDAY=TU;COUNT=10</c>; at most 104 dates.</param>
/// <param name="OnConflict">What becomes of a series of which some dates cannot be had.</param>
/// <param name="Metadata">Up to 50 keys of the caller's own, returned as they are.</param>
internal sealed record BookVenueRequest(
    string From,
    string To,
    CustomerBody Customer,
    int Guests = 1,
    string? TimeZone = null,
    string? Layout = null,
    IReadOnlyList<AskedExtraBody>? Extras = null,
    string? Message = null,
    string? Recurrence = null,
    OnConflict OnConflict = OnConflict.Fail,
    string? VoucherCode = null,
    IReadOnlyDictionary<string, string>? Metadata = null)
{
    public VenueItem ToItem(Guid venueId, BodyReader read) => new(venueId, read.Time(From, TimeZone, "from"), read.Time(To, TimeZone, "to"), Guests, Layout, AskedExtraBody.Read(Extras, read.Refuse));

    public VenueParty ToParty(BodyReader read)
    {
        const int MaxRule = 200;
        if (Recurrence?.Length > MaxRule)
        {
            read.Refuse("recurrence", $"At most {MaxRule} characters.");
        }

        return new VenueParty(new Customer(Customer.Name, Customer.Email, Customer.Phone), VoucherCode, Metadata ?? new Dictionary<string, string>());
    }
}
