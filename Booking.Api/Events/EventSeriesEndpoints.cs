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
        series.MapGet("/{id:guid}", GetEventSeries)
            .Describe(nameof(GetEventSeries), "One series, for those who run it; its occurrences are the events of this series.")
            .Produces<EventSeriesView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        series.MapPost("/{id:guid}/extend", ExtendEventSeries)
            .Describe(nameof(ExtendEventSeries), "Makes the occurrences up to a later day; at most 366 in one call.")
            .Produces<EventSeriesView>().Refuses(401, 403, 404, 409, 422);
        series.MapPatch("/{id:guid}", EditEventSeries)
            .Describe(nameof(EditEventSeries), "Changes all occurrences, or one and all behind it; each answers for itself, and those with places held or sold are not moved.")
            .Produces<EditedSeriesView>().Refuses(401, 403, 404, 412, 422, 428);
    }

    private static async Task<IResult> CreateEventSeries(Guid id, CreateEventSeriesRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<CreateEventSeriesCommand> command = body.ToCommand(id);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToCreatedTagged(request, series => $"/api/v1/event-series/{series.Id}");
    }

    private static async Task<IResult> GetEventSeries(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetEventSeriesQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> ExtendEventSeries(Guid id, ExtendEventSeriesRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<ExtendEventSeriesCommand> command = body.ToCommand(id);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToTagged(request);
    }

    private static async Task<IResult> EditEventSeries(Guid id, EditEventSeriesRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        Result<EditEventSeriesCommand> command = version.IsFailure ? version.Error : body.ToCommand(id, version.Value);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToTagged(request);
    }
}
