namespace Booking.Api.Venues;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Venues;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

internal sealed class VenueEndpoints : IEndpointGroup
{
    private const int MaxFeatures = 10;

    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder venues = api.MapGroup("/venues").WithTags("Venues");
        venues.MapGet("", ListVenues).AllowAnonymous()
            .Describe(nameof(ListVenues), "Halls by text, place, room for guests, features, layout, price and a time in which they can be had.")
            .Produces<Page<VenueView>>()
            .Refuses(401, 403);
        venues.MapGet("/facets", CountVenues).AllowAnonymous()
            .Describe(nameof(CountVenues), "How many halls a search finds, by city, feature, layout, extra, capacity and price.")
            .Produces<VenueFacetsView>()
            .Refuses();
        venues.MapGet("/{id:guid}", GetVenue).AllowAnonymous()
            .Describe(nameof(GetVenue), "One hall.")
            .Produces<VenueView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(403, 404);
        venues.MapGet("/{id:guid}/availability", GetVenueAvailability).AllowAnonymous()
            .Describe(nameof(GetVenueAvailability), "What every moment of a window is for a hall, and why: free, held, booked, requested or blackout.")
            .Produces<VenueAvailabilityView>()
            .Refuses(404, 422);
        venues.MapGet("/{id:guid}/calendar", GetVenueCalendar).AllowAnonymous()
            .Describe(nameof(GetVenueCalendar), "A month of a hall, day by day: free minutes, the first free time, or why there is none.")
            .Produces<VenueCalendarView>()
            .Refuses(404);
        venues.MapPost("", CreateVenue)
            .Describe(nameof(CreateVenue), "Offers a hall.")
            .Produces<VenueView>(201).Refuses(401, 403, 422);
        venues.MapPatch("/{id:guid}", EditVenue)
            .Describe(nameof(EditVenue), "Changes a hall; what is held or sold stays as it was granted.")
            .Produces<VenueView>().Refuses(401, 403, 404, 412, 422, 428);
        venues.MapDelete("/{id:guid}", WithdrawVenue)
            .Describe(nameof(WithdrawVenue), "Ends the sale of a hall; what is sold stays sold.")
            .Produces(204).Refuses(401, 403, 404, 412, 428);
    }

    private static async Task<IResult> ListVenues([AsParameters] VenueList search, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListVenuesQuery query = new(search.Read(read), read.Flag("managed", search.Managed), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> CountVenues([AsParameters] VenueCount search, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        CountVenuesQuery query = new(search.Read(read));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }

    private static async Task<IResult> GetVenue(
        Guid id, [FromQuery, Description("true also answers a withdrawn hall, to those who manage it.")] string? managed, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetVenueQuery query = new(id, read.Flag("managed", managed));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToTagged(request);
    }

    private static async Task<IResult> GetVenueAvailability(
        Guid id,
        [FromQuery, Description("RFC 3339, or a local time of the hall's zone; now when left out.")] string? from,
        [FromQuery, Description("At most 31 days after from; 7 days when left out.")] string? to,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        GetVenueAvailabilityQuery query = new(id, read.Time("from", from), read.Time("to", to));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }

    private static async Task<IResult> GetVenueCalendar(Guid id, [FromQuery] string? month, TimeProvider clock, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        LocalDate today = LocalDate.FromDateTime(clock.GetUtcNow().UtcDateTime);
        LocalDate first = read.Month("month", month) ?? new LocalDate(today.Year, today.Month, 1);
        return read.Error is { } error ? new Problem(error) : (await sender.Send(new GetVenueCalendarQuery(id, first), ct)).ToOk();
    }

    private static async Task<IResult> CreateVenue(CreateVenueRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<VenueChanges> changes = body.ToChanges();
        return changes.IsFailure
            ? new Problem(changes.Error)
            : (await sender.Send(new CreateVenueCommand(changes.Value), ct)).ToCreatedTagged(request, venue => $"/api/v1/venues/{venue.Id}");
    }

    private static async Task<IResult> EditVenue(Guid id, EditVenueRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        if (version.IsFailure)
        {
            return new Problem(version.Error);
        }

        Result<VenueChanges> changes = body.ToChanges();
        return changes.IsFailure ? new Problem(changes.Error) : (await sender.Send(new EditVenueCommand(id, version.Value, changes.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawVenue(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawVenueCommand(id, version.Value), ct)).ToNoContent();
    }

    private abstract record VenueSearch
    {
        [FromQuery(Name = "q"), Description("Part of the name, the description or the city.")]
        public string? Q { get; init; }

        [FromQuery(Name = "near"), Description("lat,lng in degrees.")]
        public string? Near { get; init; }

        [FromQuery(Name = "radiusKm"), Description("Around near, in kilometres; 50 when left out.")]
        public string? RadiusKm { get; init; }

        [FromQuery(Name = "city"), Description("The whole name, in any case of letters.")]
        public string? City { get; init; }

        [FromQuery(Name = "capacity"), Description("Room for at least so many guests.")]
        public string? Capacity { get; init; }

        [FromQuery(Name = "features")]
        public string? Features { get; init; }

        [FromQuery(Name = "layout")]
        public string? Layout { get; init; }

        [FromQuery(Name = "from"), Description("Only halls that can be had from here on: an RFC 3339 instant.")]
        public string? From { get; init; }

        [FromQuery(Name = "to"), Description("At most 31 days after from.")]
        public string? To { get; init; }

        [FromQuery(Name = "maxPrice")]
        public string? MaxPrice { get; init; }

        public VenueFilter Read(QueryReader read) => new(
            read.Text("q", Q),
            read.Area(Near, RadiusKm),
            read.Text("city", City),
            read.Number("capacity", Capacity, 1, 1_000_000),
            read.Words("features", Features, MaxFeatures),
            read.Text("layout", Layout),
            read.Instant("from", From),
            read.Instant("to", To),
            read.Number("maxPrice", MaxPrice, 1, 1_000_000_000));
    }

    private sealed record VenueCount : VenueSearch;

    private sealed record VenueList : VenueSearch
    {
        [FromQuery(Name = "managed")]
        public string? Managed { get; init; }
    }
}
