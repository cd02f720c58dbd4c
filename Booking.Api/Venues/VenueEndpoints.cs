namespace Booking.Api.Venues;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Venues;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class VenueEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder venues = api.MapGroup("/venues").WithTags("Venues").AllowAnonymous();
        venues.MapGet("", ListVenues)
            .Describe(nameof(ListVenues), "Halls by place, city and room for guests.")
            .Produces<Page<VenueView>>()
            .Refuses();
        venues.MapGet("/{id:guid}", GetVenue)
            .Describe(nameof(GetVenue), "One hall.")
            .Produces<VenueView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(404);
        venues.MapGet("/{id:guid}/availability", GetVenueAvailability)
            .Describe(nameof(GetVenueAvailability), "What every moment of a window is for a hall: free, held, booked or blackout.")
            .Produces<VenueAvailabilityView>()
            .Refuses(404, 422);
    }

    private static async Task<IResult> ListVenues([AsParameters] VenueSearch search, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListVenuesQuery query = new(
            read.Area(search.Near, search.RadiusKm),
            read.Text("city", search.City),
            read.Number("capacity", search.Capacity, 1, 1_000_000),
            read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetVenue(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetVenueQuery(id), ct)).ToTagged(request);

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

    private sealed record VenueSearch
    {
        [FromQuery(Name = "near"), Description("lat,lng in degrees.")]
        public string? Near { get; init; }

        [FromQuery(Name = "radiusKm"), Description("Around near, in kilometres; 50 when left out.")]
        public string? RadiusKm { get; init; }

        [FromQuery(Name = "city"), Description("The whole name, in any case of letters.")]
        public string? City { get; init; }

        [FromQuery(Name = "capacity"), Description("Room for at least so many guests.")]
        public string? Capacity { get; init; }
    }
}
