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
            .Describe(nameof(ListCars), "Cars by place, time, seats and class, each with its price and whether it is free.")
            .Produces<Page<CarView>>()
            .Refuses();
        cars.MapGet("/{id:guid}", GetCar)
            .Describe(nameof(GetCar), "One car.")
            .Produces<CarView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(404);
        cars.MapGet("/{id:guid}/availability", GetCarAvailability)
            .Describe(nameof(GetCarAvailability), "When a car is taken; between these times it is free.")
            .Produces<CarAvailabilityView>()
            .Refuses(404, 422);
    }

    private static async Task<IResult> ListCars([AsParameters] CarSearch search, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListCarsQuery query = new(
            read.Instant("from", search.From),
            read.Instant("to", search.To),
            read.Area(search.Near, search.RadiusKm),
            read.Number("seats", search.Seats, 1, 100),
            read.Text("class", search.Class),
            read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetCar(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetCarQuery(id), ct)).ToTagged(request);

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

    private sealed record CarSearch
    {
        [FromQuery(Name = "from"), Description("RFC 3339 with an offset; asks, together with to, whether the car is free and what it costs.")]
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
    }
}
