namespace Booking.Api.Events;

using Booking.Api.Http;
using Booking.Application.Events;
using Booking.Domain.Common;
using MediatR;

/// <summary>Events that repeat. The occurrences are events: <c>GET /events?seriesId=</c>.</summary>
internal sealed class EventSeriesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/events/{id:guid}/series", CreateEventSeries).WithTags("Events")
            .Describe(nameof(CreateEventSeries), "Repeats an event by a rule in local time; it becomes the first occurrence.")
            .Produces<EventSeriesView>(201).Refuses(401, 403, 404, 409, 422);
        RouteGroupBuilder series = api.MapGroup("/event-series").WithTags("Events");
        series.MapPost("/{id:guid}/extend", ExtendEventSeries)
            .Describe(nameof(ExtendEventSeries), "Makes the occurrences up to a later day; at most 366 in one call.")
            .Produces<EventSeriesView>().Refuses(401, 403, 404, 409, 422);
        series.MapPatch("/{id:guid}", EditEventSeries)
            .Describe(nameof(EditEventSeries), "Changes all occurrences, or one and all behind it; each answers for itself, and those with places held or sold are not moved.")
            .Produces<EditedSeriesView>().Refuses(401, 403, 404, 422);
    }

    private static async Task<IResult> CreateEventSeries(Guid id, CreateEventSeriesRequest body, ISender sender, CancellationToken ct)
    {
        Result<CreateEventSeriesCommand> command = body.ToCommand(id);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToCreated(series => $"/api/v1/events?seriesId={series.Id}");
    }

    private static async Task<IResult> ExtendEventSeries(Guid id, ExtendEventSeriesRequest body, ISender sender, CancellationToken ct)
    {
        Result<ExtendEventSeriesCommand> command = body.ToCommand(id);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToOk();
    }

    private static async Task<IResult> EditEventSeries(Guid id, EditEventSeriesRequest body, ISender sender, CancellationToken ct)
    {
        Result<EditEventSeriesCommand> command = body.ToCommand(id);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToOk();
    }
}
