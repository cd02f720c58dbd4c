namespace Booking.Api.Cars;

using Booking.Api.Holds;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Cars;
using Booking.Application.Holds;
using Booking.Domain.Common;
using MediatR;

internal sealed class CarBlackoutEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder blackouts = api.MapGroup("/cars/{id:guid}/blackouts").WithTags("Cars");
        blackouts.MapGet("", ListCarBlackouts)
            .Describe(nameof(ListCarBlackouts), "The blackouts of a car that hold, oldest first.")
            .Produces<Page<BlackoutView>>().Refuses(401, 403, 404);
        blackouts.MapPost("", PlaceCarBlackout)
            .Describe(nameof(PlaceCarBlackout), "Keeps a car's time for its owner, once or every week.")
            .Idempotent().Produces<BlackoutView>(201).Refuses(401, 403, 404, 409, 422);
        blackouts.MapDelete("/{blackoutId:guid}", LiftCarBlackout)
            .Describe(nameof(LiftCarBlackout), "Gives the time of a blackout back; repeatable.")
            .Produces(204).Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListCarBlackouts(Guid id, [AsParameters] PageQuery page, ISender sender, HttpRequest request, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListCarBlackoutsQuery(id, asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> PlaceCarBlackout(Guid id, PlaceBlackoutRequest request, ISender sender, CancellationToken ct)
    {
        Result<AskedBlackout> asked = request.ToAsked();
        return asked.IsFailure
            ? new Problem(asked.Error)
            : (await sender.Send(new PlaceCarBlackoutCommand(id, asked.Value), ct)).ToCreated(blackout => $"/api/v1/cars/{id}/blackouts/{blackout.Id}");
    }

    private static async Task<IResult> LiftCarBlackout(Guid id, Guid blackoutId, ISender sender, CancellationToken ct) =>
        (await sender.Send(new LiftCarBlackoutCommand(id, blackoutId), ct)).ToNoContent();
}
