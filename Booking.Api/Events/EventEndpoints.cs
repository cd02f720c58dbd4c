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
            .Describe(nameof(ListEvents), "Events by text, place, time, price and availability, with their ticket types and what is left of each.")
            .Produces<Page<EventView>>()
            .Refuses(401, 403);
        events.MapGet("/facets", GetEventFacets)
            .Describe(nameof(GetEventFacets), "How many events there are by category, city, date, price and availability; each ignores its own filter.")
            .Produces<EventFacetsView>()
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
        ListEventsQuery query = new(search.Read(read), read.Word<EventSort>("sort", search.Sort), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetEventFacets([AsParameters] EventSearch search, [FromQuery, Description("`day` or `month`, by which dates are counted; month when left out.")] string? bucket, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetEventFacetsQuery query = new(search.Read(read) with { IsManaged = false }, read.Word<DateBucket>("bucket", bucket) ?? DateBucket.Month);
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
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
        [FromQuery(Name = "q"), Description("Words of the title, tags, place, category or description; mistyped ones find what is alike.")]
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

        [FromQuery(Name = "tag"), Description("With this tag, in any case of letters.")]
        public string? Tag { get; init; }

        [FromQuery(Name = "priceMax"), Description("With a ticket on sale at no more than this, in minor units.")]
        public string? PriceMax { get; init; }

        [FromQuery(Name = "free"), Description("`true`: with a ticket on sale that costs nothing.")]
        public string? Free { get; init; }

        [FromQuery(Name = "available"), Description("`true`: only with places left.")]
        public string? Available { get; init; }

        [FromQuery(Name = "seriesId"), Description("Occurrences of this series.")]
        public string? SeriesId { get; init; }

        [FromQuery(Name = "sort"), Description("start, relevance, distance, price or rating (the best first); by relevance with a text, by distance with a place, otherwise by start.")]
        public string? Sort { get; init; }

        [FromQuery(Name = "managed"), Description("`true`: for organisers, what they run, drafts and cancelled ones too.")]
        public string? Managed { get; init; }

        public EventFilter Read(QueryReader read) => new(
            read.Text("q", Text),
            read.Instant("from", From),
            read.Instant("to", To),
            read.Area(Near, RadiusKm),
            read.Text("category", Category),
            read.Text("city", City),
            read.Text("tag", Tag),
            read.Flag("free", Free) ? 0 : read.Number("priceMax", PriceMax, 0, int.MaxValue),
            read.Flag("available", Available),
            read.Id("seriesId", SeriesId),
            read.Flag("managed", Managed));
    }
}
