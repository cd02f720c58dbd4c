namespace Booking.Api.Bookings;

using Booking.Api.Http;
using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using MediatR;

internal sealed class CheckInEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder checkIns = api.MapGroup("/bookings/{id:guid}/check-ins").WithTags("Bookings");
        checkIns.MapPost("/", CheckInBooking).Describe(nameof(CheckInBooking), "Notes that somebody has come for an item, or for one seat of it.")
            .Produces<CheckIn>(201).Refuses(401, 403, 404, 409, 422);
        checkIns.MapDelete("/{checkInId:guid}", UndoCheckIn).Describe(nameof(UndoCheckIn), "Takes a check-in back, soon after it was made.")
            .Produces(204).Refuses(401, 403, 404, 409);
    }

    private static async Task<IResult> CheckInBooking(Guid id, CheckInBookingRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new CheckInBookingCommand(id, request.Item, request.Seat), ct)).ToCreated(_ => $"/api/v1/bookings/{id}");

    private static async Task<IResult> UndoCheckIn(Guid id, Guid checkInId, ISender sender, CancellationToken ct) =>
        (await sender.Send(new UndoCheckInCommand(id, checkInId), ct)).ToNoContent();
}

/// <param name="Item">Index of the booking's item.</param>
/// <param name="Seat">Whose seat; all of the item when left out.</param>
internal sealed record CheckInBookingRequest(int Item, string? Seat = null);
