namespace Booking.Api.Events;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Domain.Common;
using MediatR;

internal sealed class SeatMapEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder maps = api.MapGroup("/seat-maps").WithTags("Seat maps").RequireAuthorization();
        maps.MapGet("", ListSeatMaps).Describe(nameof(ListSeatMaps), "The tenant's templates of places.")
            .Produces<Page<SeatMapSummaryView>>().Refuses(401, 403);
        maps.MapPost("", CreateSeatMap).Describe(nameof(CreateSeatMap), "Draws a template of a place's seats.")
            .WithMetadata(LargeBodyMetadata.SeatMaps).Produces<SeatMapView>(201).Refuses(401, 403, 413, 422);
        maps.MapGet("/{id:guid}", GetSeatMap).Describe(nameof(GetSeatMap), "One template with its layout.")
            .Produces<SeatMapView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        maps.MapPut("/{id:guid}", ReplaceSeatMap).Describe(nameof(ReplaceSeatMap), "Draws a template anew; events keep the copies they took.")
            .WithMetadata(LargeBodyMetadata.SeatMaps).Produces<SeatMapView>().Refuses(401, 403, 404, 412, 413, 422, 428);
        maps.MapDelete("/{id:guid}", DeleteSeatMap).Describe(nameof(DeleteSeatMap), "Throws a template away; events keep the copies they took.")
            .Produces(204).Refuses(401, 403, 404, 412, 428);

        RouteGroupBuilder events = api.MapGroup("/events/{id:guid}").WithTags("Events");
        events.MapGet("/seat-map", GetEventSeatPlan).Describe(nameof(GetEventSeatPlan), "The layout of an event's seats in its short form.").AllowAnonymous()
            .Produces<EventSeatPlanView>().Produces(StatusCodes.Status304NotModified).Refuses(404);
        events.MapPut("/seat-map", PutEventSeatPlan)
            .Describe(nameof(PutEventSeatPlan), "Gives an event its seats, or others; If-Match is needed once it has some. Seats that somebody has can neither vanish nor change their category.")
            .WithMetadata(LargeBodyMetadata.SeatMaps).Produces<EventSeatPlanView>().Refuses(401, 403, 404, 409, 412, 413, 422, 428);
        events.MapPost("/seats/block", BlockEventSeats).Describe(nameof(BlockEventSeats), "Keeps seats back from the sale; repeatable.")
            .Produces<SeatBlockView>().Refuses(401, 403, 404, 409, 422);
        events.MapPost("/seats/unblock", UnblockEventSeats).Describe(nameof(UnblockEventSeats), "Releases seats that were kept back; repeatable.")
            .Produces<SeatBlockView>().Refuses(401, 403, 404, 422);
    }

    private static async Task<IResult> ListSeatMaps([AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListSeatMapsQuery query = new(read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> CreateSeatMap(SeatMapRequest body, HttpResponse response, ISender sender, CancellationToken ct)
    {
        Result<Versioned<SeatMapView>> created = await sender.Send(new CreateSeatMapCommand(body.Name, body.Place, body.Layout), ct);
        if (created.IsFailure)
        {
            return new Problem(created.Error);
        }

        response.Headers.ETag = FormattableString.Invariant($"\"{created.Value.Version}\"");
        return TypedResults.Created($"/api/v1/seat-maps/{created.Value.View.Id}", created.Value.View);
    }

    private static async Task<IResult> GetSeatMap(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetSeatMapQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> ReplaceSeatMap(Guid id, SeatMapRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new ReplaceSeatMapCommand(id, version.Value, body.Name, body.Place, body.Layout), ct)).ToTagged(request);
    }

    private static async Task<IResult> DeleteSeatMap(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new DeleteSeatMapCommand(id, version.Value), ct)).ToNoContent();
    }

    private static async Task<IResult> GetEventSeatPlan(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetEventSeatPlanQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> PutEventSeatPlan(Guid id, EventSeatPlanRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        long? version = null;
        if (request.Headers.IfMatch.Count > 0)
        {
            Result<long> read = IfMatch.Read(request);
            if (read.IsFailure)
            {
                return new Problem(read.Error);
            }

            version = read.Value;
        }

        return (await sender.Send(body.ToCommand(id, version), ct)).ToTagged(request);
    }

    private static async Task<IResult> BlockEventSeats(Guid id, SeatBlockRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(id, isBlocked: true), ct)).ToOk();

    private static async Task<IResult> UnblockEventSeats(Guid id, SeatBlockRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(id, isBlocked: false), ct)).ToOk();
}
