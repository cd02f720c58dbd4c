namespace Booking.Api.Catalog;

using Booking.Api.Holds;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using MediatR;

internal sealed class ProviderBlackoutEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder blackouts = api.MapGroup("/providers/{id:guid}/blackouts").WithTags("Catalog");
        blackouts.MapGet("", ListProviderBlackouts)
            .Describe(nameof(ListProviderBlackouts), "The blackouts of a provider that hold, oldest first.")
            .Produces<Page<BlackoutView>>().Refuses(401, 403, 404);
        blackouts.MapPost("", PlaceProviderBlackout)
            .Describe(nameof(PlaceProviderBlackout), "Keeps a provider's time free, once or every week; sessions that nobody has a place of are called off.")
            .Idempotent().Produces<BlackoutView>(201).Refuses(401, 403, 404, 409, 422);
        blackouts.MapDelete("/{blackoutId:guid}", LiftProviderBlackout)
            .Describe(nameof(LiftProviderBlackout), "Gives the time of a blackout back; repeatable.")
            .Produces(204).Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListProviderBlackouts(Guid id, [AsParameters] PageQuery page, ISender sender, HttpRequest request, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListProviderBlackoutsQuery(id, asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> PlaceProviderBlackout(Guid id, PlaceBlackoutRequest request, ISender sender, CancellationToken ct)
    {
        Result<AskedBlackout> asked = request.ToAsked();
        return asked.IsFailure
            ? new Problem(asked.Error)
            : (await sender.Send(new PlaceProviderBlackoutCommand(id, asked.Value), ct)).ToCreated(blackout => $"/api/v1/providers/{id}/blackouts/{blackout.Id}");
    }

    private static async Task<IResult> LiftProviderBlackout(Guid id, Guid blackoutId, ISender sender, CancellationToken ct) =>
        (await sender.Send(new LiftProviderBlackoutCommand(id, blackoutId), ct)).ToNoContent();
}
