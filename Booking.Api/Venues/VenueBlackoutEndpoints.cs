namespace Booking.Api.Venues;

using Booking.Api.Holds;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Application.Venues;
using Booking.Domain.Common;
using MediatR;

internal sealed class VenueBlackoutEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder blackouts = api.MapGroup("/venues/{id:guid}/blackouts").WithTags("Venues");
        blackouts.MapGet("", ListVenueBlackouts)
            .Describe(nameof(ListVenueBlackouts), "The blackouts of a hall that hold, oldest first.")
            .Produces<Page<BlackoutView>>().Refuses(401, 403, 404);
        blackouts.MapPost("", PlaceVenueBlackout)
            .Describe(nameof(PlaceVenueBlackout), "Keeps a hall's time for its owner, once or every week.")
            .Idempotent().Produces<BlackoutView>(201).Refuses(401, 403, 404, 409, 422);
        blackouts.MapDelete("/{blackoutId:guid}", LiftVenueBlackout)
            .Describe(nameof(LiftVenueBlackout), "Gives the time of a blackout back; repeatable.")
            .Produces(204).Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListVenueBlackouts(Guid id, [AsParameters] PageQuery page, ISender sender, HttpRequest request, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListVenueBlackoutsQuery(id, asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> PlaceVenueBlackout(Guid id, PlaceBlackoutRequest request, ISender sender, CancellationToken ct)
    {
        Result<AskedBlackout> asked = request.ToAsked();
        return asked.IsFailure
            ? new Problem(asked.Error)
            : (await sender.Send(new PlaceVenueBlackoutCommand(id, asked.Value), ct)).ToCreated(blackout => $"/api/v1/venues/{id}/blackouts/{blackout.Id}");
    }

    private static async Task<IResult> LiftVenueBlackout(Guid id, Guid blackoutId, ISender sender, CancellationToken ct) =>
        (await sender.Send(new LiftVenueBlackoutCommand(id, blackoutId), ct)).ToNoContent();
}
