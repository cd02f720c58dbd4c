namespace Booking.Api.Holds;

using Booking.Api.Events;
using Booking.Api.Http;
using Booking.Application.Holds;
using Booking.Domain.Common;
using MediatR;

internal sealed class HoldEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder holds = api.MapGroup("/holds").WithTags("Holds");
        holds.MapPost("/", PlaceHold).Describe(nameof(PlaceHold), "Takes several items of any kind, all or nothing, for a limited time.")
            .Idempotent().Produces<HoldView>(201).Refuses(401, 404, 409, 422);
        holds.MapPost("/best-available", HoldBestAvailable).Describe(nameof(HoldBestAvailable), "Takes the best free seats of an event: side by side, without leaving single ones, nearest to the stage.")
            .Idempotent().Produces<HoldView>(201).Refuses(401, 404, 409, 422);
        holds.MapGet("/{id:guid}", GetHold).Describe(nameof(GetHold), "Shows a hold.")
            .Produces<HoldView>().Refuses(404);
        holds.MapPost("/{id:guid}/extend", ExtendHold).Describe(nameof(ExtendHold), "Extends a hold by its own time, once, up to its cap.")
            .Produces<HoldView>().Refuses(404, 409, 410);
        holds.MapDelete("/{id:guid}", ReleaseHold).Describe(nameof(ReleaseHold), "Gives a hold's inventory back; repeatable.")
            .Produces(204).Refuses(404, 409);
    }

    private static async Task<IResult> PlaceHold(PlaceHoldRequest request, ISender sender, CancellationToken ct)
    {
        Result<PlaceHoldCommand> command = request.ToCommand();
        return command.IsFailure
            ? new Problem(command.Error)
            : (await sender.Send(command.Value, ct)).ToCreated(hold => $"/api/v1/holds/{hold.Id}");
    }

    private static async Task<IResult> HoldBestAvailable(BestAvailableRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(request.ToCommand(), ct)).ToCreated(hold => $"/api/v1/holds/{hold.Id}");

    private static async Task<IResult> GetHold(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new GetHoldQuery(id), ct)).ToOk();

    private static async Task<IResult> ExtendHold(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ExtendHoldCommand(id), ct)).ToOk();

    private static async Task<IResult> ReleaseHold(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ReleaseHoldCommand(id), ct)).ToNoContent();
}
