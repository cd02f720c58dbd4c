namespace Booking.Api.Trips;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Trips;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class TripEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder managed = api.MapGroup("/trips").WithTags("Trips");
        managed.MapPost("", CreateTrip)
            .Describe(nameof(CreateTrip), "Adds a single departure.")
            .Produces<TripDetailView>(201).Refuses(401, 403, 422);
        managed.MapPatch("/{id:guid}", EditTrip)
            .Describe(nameof(EditTrip), "Gives a departure another bus or driver.")
            .Produces<TripDetailView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        managed.MapPost("/{id:guid}/depart", DepartTrip)
            .Describe(nameof(DepartTrip), "Says that the bus has left its first stop.")
            .Produces<TripDetailView>().Refuses(401, 403, 404, 409);
        managed.MapPost("/{id:guid}/arrive", ArriveTrip)
            .Describe(nameof(ArriveTrip), "Says that the bus has reached its last stop.")
            .Produces<TripDetailView>().Refuses(401, 403, 404, 409);
        managed.MapPost("/{id:guid}/delay", DelayTrip)
            .Describe(nameof(DelayTrip), "Says that the bus comes later; beyond the route's threshold a case is opened for every booking.")
            .Idempotent().Produces<TripDetailView>().Refuses(401, 403, 404, 409, 422);
        managed.MapPost("/{id:guid}/cancel", CancelTrip)
            .Describe(nameof(CancelTrip), "Says that the bus does not run: holds end, and a case is opened for every booking.")
            .Idempotent().Produces<TripDetailView>().Refuses(401, 403, 404, 409, 422);
        managed.MapGet("/{id:guid}/boarding-list", GetBoardingList)
            .Describe(nameof(GetBoardingList), "Who gets on and off where, with names and documents; for the operator, admins and the trip's driver.")
            .Produces<BoardingListView>().Refuses(401, 403, 404);
        managed.MapGet("/{id:guid}/boarding-list.csv", GetBoardingListCsv)
            .Describe(nameof(GetBoardingListCsv), "The boarding list for a spreadsheet.")
            .Produces(200, contentType: Csv.ContentType).Refuses(401, 403, 404);
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

    private static async Task<IResult> CreateTrip(CreateTripRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        WallTime.TryParse(body.DepartsAt, null, out WallTime departsAt)
            ? (await sender.Send(new CreateTripCommand(body.RouteId, body.BusId, departsAt, body.DriverId, body.HoldMinutes), ct)).ToCreatedTagged(request, created => $"/api/v1/trips/{created.Id}")
            : new Problem(Error.Invalid("validation_failed", "The request is not of the stated form.") with
            {
                Fields = new Dictionary<string, string[]> { ["/departsAt"] = ["This is neither an RFC 3339 instant nor a local date-time."] },
            });

    private static async Task<IResult> EditTrip(Guid id, EditTripRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> DepartTrip(Guid id, HttpRequest request, ISender sender, CancellationToken ct) => (await sender.Send(new DepartTripCommand(id), ct)).ToTagged(request);

    private static async Task<IResult> ArriveTrip(Guid id, HttpRequest request, ISender sender, CancellationToken ct) => (await sender.Send(new ArriveTripCommand(id), ct)).ToTagged(request);

    private static async Task<IResult> DelayTrip(Guid id, DelayTripRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new DelayTripCommand(id, body.Minutes, body.FromStopId, body.Reason), ct)).ToTagged(request);

    private static async Task<IResult> CancelTrip(Guid id, CancelTripRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new CancelTripCommand(id, body.Reason), ct)).ToTagged(request);

    private static async Task<IResult> GetBoardingList(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new GetBoardingListQuery(id), ct)).ToOk();

    private static async Task<IResult> GetBoardingListCsv(Guid id, ISender sender, CancellationToken ct)
    {
        Result<BoardingListView> list = await sender.Send(new GetBoardingListQuery(id), ct);
        return list.IsFailure
            ? new Problem(list.Error)
            : Csv.File(BoardingListCsv.Write(list.Value), $"boarding-list-{id}.csv");
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
