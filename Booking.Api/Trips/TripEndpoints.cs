namespace Booking.Api.Trips;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Trips;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class TripEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder trips = api.MapGroup("/trips").WithTags("Trips").AllowAnonymous();
        trips.MapGet("", ListTrips)
            .Describe(nameof(ListTrips), "Departures between two places on a day, with the cheapest fare and the seats left; or rides with one change.")
            .Produces<Page<TripView>>()
            .Refuses();
        trips.MapGet("/{id:guid}", GetTrip)
            .Describe(nameof(GetTrip), "One departure with its stops and times.")
            .Produces<TripDetailView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(404);
        trips.MapGet("/{id:guid}/seats", GetTripSeats)
            .Describe(nameof(GetTripSeats), "The seats of a departure between two stops: class, fare and status.")
            .Produces<TripSeatsView>()
            .Refuses(404, 422);
    }

    private static async Task<IResult> ListTrips([AsParameters] TripSearch search, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListTripsQuery query = new(
            read.Text("origin", search.Origin),
            read.Text("destination", search.Destination),
            read.Date("date", search.Date),
            read.Number("passengers", search.Passengers, 1, 100) ?? 1,
            read.Page(page))
        {
            DateTo = read.Date("dateTo", search.DateTo),
            Near = read.Area(search.Near, search.RadiusKm),
            Class = read.Text("class", search.Class),
            Sort = read.OneOf("sort", search.Sort, TripSort.Departs),
            Connections = read.Flag("connections", search.Connections),
        };
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetTrip(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetTripQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> GetTripSeats(
        Guid id,
        [FromQuery, Description("Id of the stop of origin; the first stop when left out.")] string? from,
        [FromQuery, Description("Id of the stop of destination; the last stop when left out.")] string? to,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        GetTripSeatsQuery query = new(id, read.Id("from", from), read.Id("to", to));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }

    private sealed record TripSearch
    {
        [FromQuery(Name = "origin"), Description("A city, a stop's name or a stop's id; each route's first stop when left out.")]
        public string? Origin { get; init; }

        [FromQuery(Name = "destination"), Description("A city, a stop's name or a stop's id; each route's last stop when left out.")]
        public string? Destination { get; init; }

        [FromQuery(Name = "date"), Description("Local date of the departure at the stop of origin, YYYY-MM-DD.")]
        public string? Date { get; init; }

        [FromQuery(Name = "dateTo"), Description("The last of at most 7 days that begin with `date`.")]
        public string? DateTo { get; init; }

        [FromQuery(Name = "near"), Description("Get on near this point, when no origin is given: latitude and longitude in degrees (WGS 84).")]
        public string? Near { get; init; }

        [FromQuery(Name = "radiusKm")]
        public string? RadiusKm { get; init; }

        [FromQuery(Name = "class"), Description("Only seats of this class.")]
        public string? Class { get; init; }

        [FromQuery(Name = "sort"), Description("`departs` when left out, `duration` or `price`.")]
        public string? Sort { get; init; }

        [FromQuery(Name = "connections"), Description("`true` answers rides with one change at a common stop instead of direct ones, at most 20, earliest arrival first.")]
        public string? Connections { get; init; }

        [FromQuery(Name = "passengers"), Description("At least so many seats free all the way; 1 when left out.")]
        public string? Passengers { get; init; }
    }
}
