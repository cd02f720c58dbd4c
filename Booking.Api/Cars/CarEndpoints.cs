namespace Booking.Api.Cars;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Cars;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class CarEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder cars = api.MapGroup("/cars").WithTags("Cars").AllowAnonymous();
        cars.MapGet("", ListCars)
            .Describe(nameof(ListCars), "Cars by place, time, class, seats, price and features, each with its price and whether it can be had.")
            .Produces<Page<CarView>>()
            .Refuses(401, 403);
        cars.MapGet("/facets", CountCars)
            .Describe(nameof(CountCars), "How many cars a search finds, by class, feature and price.")
            .Produces<CarFacetsView>()
            .Refuses();
        cars.MapGet("/{id:guid}", GetCar)
            .Describe(nameof(GetCar), "One car.")
            .Produces<CarView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(403, 404);
        cars.MapGet("/{id:guid}/availability", GetCarAvailability)
            .Describe(nameof(GetCarAvailability), "When a car cannot be had, and why; between these times it is free.")
            .Produces<CarAvailabilityView>()
            .Refuses(404, 422);
    }

    private static async Task<IResult> ListCars([AsParameters] CarList search, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListCarsQuery query = new(search.Read(read), read.OneOf("sort", search.Sort, CarSort.Id), read.Flag("managed", search.Managed), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> CountCars([AsParameters] CarCount search, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        CountCarsQuery query = new(search.Read(read));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }

    private static async Task<IResult> GetCar(
        Guid id, [FromQuery, Description("true also answers a withdrawn car, to those who manage it.")] string? managed, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetCarQuery query = new(id, read.Flag("managed", managed));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToTagged(request);
    }

    private static async Task<IResult> GetCarAvailability(
        Guid id,
        [FromQuery, Description("RFC 3339, or a local time of the car's zone; now when left out.")] string? from,
        [FromQuery, Description("At most 31 days after from; 31 days when left out.")] string? to,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        GetCarAvailabilityQuery query = new(id, read.Time("from", from), read.Time("to", to));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }

    private abstract record CarSearch
    {
        [FromQuery(Name = "from"), Description("RFC 3339 with an offset; asks, together with to, whether the car can be had and what it costs.")]
        public string? From { get; init; }

        [FromQuery(Name = "to"), Description("RFC 3339 with an offset; at most 31 days after from.")]
        public string? To { get; init; }

        [FromQuery(Name = "near"), Description("lat,lng in degrees.")]
        public string? Near { get; init; }

        [FromQuery(Name = "radiusKm"), Description("Around near, in kilometres; 50 when left out.")]
        public string? RadiusKm { get; init; }

        [FromQuery(Name = "seats"), Description("At least so many seats.")]
        public string? Seats { get; init; }

        [FromQuery(Name = "class"), Description("E.g. compact, van.")]
        public string? Class { get; init; }

        [FromQuery(Name = "features"), Description("All of these, with commas between them, spelt as the facets spell them.")]
        public string? Features { get; init; }

        [FromQuery(Name = "maxPrice"), Description("In minor units: the most that the time asked for may cost, or a usual day when none is.")]
        public string? MaxPrice { get; init; }

        [FromQuery(Name = "withDriver"), Description("true: with a driver, and one can take the ride; false: to drive oneself.")]
        public string? WithDriver { get; init; }

        [FromQuery(Name = "available"), Description("true: only what can be had over the time asked for, which is usual when a time is; all: the others too.")]
        public string? Available { get; init; }

        public CarFilter Read(QueryReader read)
        {
            DateTimeOffset? from = read.Instant("from", From);
            return new CarFilter(
                from,
                read.Instant("to", To),
                read.Area(Near, RadiusKm),
                read.Number("seats", Seats, 1, 100),
                read.Text("class", Class),
                read.Words("features", Features, 20),
                read.Number("maxPrice", MaxPrice, 0, int.MaxValue),
                string.IsNullOrEmpty(WithDriver) ? null : read.Flag("withDriver", WithDriver),
                read.OneOf("available", Available, from is null ? Availability.All : Availability.True) == Availability.True);
        }
    }

    private sealed record CarCount : CarSearch;

    private sealed record CarList : CarSearch
    {
        [FromQuery(Name = "sort"), Description("id, price (of a usual day), distance (from near) or rating (the best first); id when left out.")]
        public string? Sort { get; init; }

        [FromQuery(Name = "managed"), Description("true lists those that the caller manages, also withdrawn ones.")]
        public string? Managed { get; init; }
    }

    private enum Availability
    {
        True,
        All,
    }
}
