namespace Booking.Api.Events;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Events;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class EventEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder events = api.MapGroup("/events").WithTags("Events").AllowAnonymous();
        events.MapGet("", ListEvents)
            .Describe(nameof(ListEvents), "Events on sale by start, with their ticket types and what is left of each.")
            .Produces<Page<EventView>>()
            .Refuses();
        events.MapGet("/{id:guid}", GetEvent)
            .Describe(nameof(GetEvent), "One event.")
            .Produces<EventView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(401, 403, 404);
        events.MapGet("/{id:guid}/seats", GetEventSeats)
            .Describe(nameof(GetEventSeats), "The seat plan of an event with the status of every seat.")
            .Produces<EventSeatsView>()
            .Refuses(404);
    }

    private static async Task<IResult> ListEvents([AsParameters] EventSearch search, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListEventsQuery query = new(
            read.Text("q", search.Text),
            read.Instant("from", search.From),
            read.Instant("to", search.To),
            read.Area(search.Near, search.RadiusKm),
            read.Text("category", search.Category),
            read.Text("city", search.City),
            read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetEvent(
        Guid id,
        [FromQuery, Description("Shows the hidden ticket types that it opens.")] string? accessCode,
        [FromQuery, Description("As the organiser sees it: a draft too, with hidden and withdrawn ticket types.")] bool? managed,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        GetEventQuery query = new(id, read.Text("accessCode", accessCode), managed == true);
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToTagged(request);
    }

    private static async Task<IResult> GetEventSeats(Guid id, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetEventSeatsQuery(id), ct)).ToOk();

    private sealed record EventSearch
    {
        [FromQuery(Name = "q"), Description("Part of the title, the place, the city or the category.")]
        public string? Text { get; init; }

        [FromQuery(Name = "from"), Description("RFC 3339 with an offset; events that end after it. Now when left out.")]
        public string? From { get; init; }

        [FromQuery(Name = "to"), Description("RFC 3339 with an offset; events that start before it.")]
        public string? To { get; init; }

        [FromQuery(Name = "near"), Description("lat,lng in degrees.")]
        public string? Near { get; init; }

        [FromQuery(Name = "radiusKm"), Description("Around near, in kilometres; 50 when left out.")]
        public string? RadiusKm { get; init; }

        [FromQuery(Name = "category"), Description("E.g. concert, in any case of letters.")]
        public string? Category { get; init; }

        [FromQuery(Name = "city"), Description("The whole name, in any case of letters.")]
        public string? City { get; init; }
    }
}
