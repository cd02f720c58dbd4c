namespace Booking.Api.Notifications;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class EventsLogEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/events-log", ReadEventsLog).WithTags("Webhooks")
            .Describe(nameof(ReadEventsLog), "The tenant's events of the last seven days, as webhooks tell them, behind one that the caller has seen.")
            .Produces<EventsLogView>().Refuses(401, 403, 410);
        api.MapGet("/me/events", ReadOwnEvents).WithTags("Realtime")
            .Describe(nameof(ReadOwnEvents), "What the hub has told the caller in the last seven days, behind an event that the caller has seen.")
            .Produces<OwnEventsView>().Refuses(401, 410);
    }

    private static async Task<IResult> ReadEventsLog(
        [FromQuery] string? after, [FromQuery] string? types, [FromQuery] string? limit, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ReadEventsLogQuery query = new(
            read.Id("after", after), read.Words("types", types, WebhookEndpoint.MaxEventTypes), read.Number("limit", limit, 1, PageRequest.MaxLimit) ?? PageRequest.DefaultLimit);
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }

    private static async Task<IResult> ReadOwnEvents([FromQuery] string? after, [FromQuery] string? limit, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ReadOwnEventsQuery query = new(read.Id("after", after), read.Number("limit", limit, 1, PageRequest.MaxLimit) ?? PageRequest.DefaultLimit);
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }
}
