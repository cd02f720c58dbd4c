namespace Booking.Api.Drivers;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Domain.Drivers;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class RideEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder rides = api.MapGroup("/admin/rides").WithTags("Drivers");
        rides.MapGet("", ListRides)
            .Describe(nameof(ListRides), "What has to be driven, the earliest first; `unassigned` rides wait for an admin.")
            .Produces<Page<RideView>>().Refuses(401, 403);
        rides.MapGet("/{id:guid}/explain", ExplainRide)
            .Describe(nameof(ExplainRide), "Why a ride has its driver, or none: who was asked, and how all drivers compared.")
            .Produces<RideExplanationView>().Refuses(401, 403, 404);
        rides.MapPost("/{id:guid}/assign", AssignRide)
            .Describe(nameof(AssignRide), "Gives a ride to a driver, whoever was asked or had it before.")
            .Idempotent().Produces<RideView>().Refuses(401, 403, 404, 409, 422);
        rides.MapPost("/{id:guid}/seek", SeekDriver)
            .Describe(nameof(SeekDriver), "Looks for a driver anew, among all of them.")
            .Idempotent().Produces<RideView>().Refuses(401, 403, 404, 409);
        api.MapGet("/bookings/{id:guid}/rides", ListBookingRides).WithTags("Drivers")
            .Describe(nameof(ListBookingRides), "Who drives for a booking, where the driver is, and when to expect them.")
            .Produces<BookingRideList>().Refuses(404);
    }

    private static async Task<IResult> ListRides(
        [FromQuery] string? status,
        [FromQuery] string? from,
        [FromQuery] string? to,
        [AsParameters] PageQuery page,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        ListRidesQuery query = new(read.Word<RideStatus>("status", status), read.Instant("from", from), read.Instant("to", to), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> ExplainRide(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ExplainRideQuery(id), ct)).ToOk();

    private static async Task<IResult> AssignRide(Guid id, AssignRideRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new AssignRideCommand(id, body.DriverId, body.Force), ct)).ToOk();

    private static async Task<IResult> SeekDriver(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new SeekDriverCommand(id), ct)).ToOk();

    private static async Task<IResult> ListBookingRides(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ListBookingRidesQuery(id), ct)).ToOk();
}

/// <param name="Force">Shift and distance do not matter; the licence and the driver's other rides do.</param>
internal sealed record AssignRideRequest(Guid DriverId, bool Force = false);
