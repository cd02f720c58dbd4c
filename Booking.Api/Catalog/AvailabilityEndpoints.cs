namespace Booking.Api.Catalog;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class AvailabilityEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/availability", FindAvailability)
        .WithTags("Availability")
        .AllowAnonymous()
        .Describe(nameof(FindAvailability), "One search over everything: what can be had, and of what cannot, why and what instead.")
        .Produces<Page<AvailabilityView>>()
        .Refuses();

    private static async Task<IResult> FindAvailability([AsParameters] AvailabilitySearch search, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        FindAvailabilityQuery query = new(
            read.Word<OfferingKind>("kind", search.Kind),
            read.Instant("from", search.From),
            read.Instant("to", search.To),
            read.Area(search.Near, search.RadiusKm),
            read.Number("quantity", search.Quantity, 1, 10_000) ?? 1,
            read.Id("offeringId", search.OfferingId),
            read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private sealed record AvailabilitySearch
    {
        [FromQuery(Name = "kind"), Description("car, venue, event, trip, service or product; all of them when left out.")]
        public string? Kind { get; init; }

        [FromQuery(Name = "from"), Description("RFC 3339 with an offset: the start of use, and events and trips that begin from here on; now when left out.")]
        public string? From { get; init; }

        [FromQuery(Name = "to"), Description("RFC 3339 with an offset: the end of use, and events and trips that begin before it; a day after from when left out.")]
        public string? To { get; init; }

        [FromQuery(Name = "near"), Description("lat,lng in degrees; leaves out what has no place.")]
        public string? Near { get; init; }

        [FromQuery(Name = "radiusKm"), Description("Around near, in kilometres; 50 when left out.")]
        public string? RadiusKm { get; init; }

        [FromQuery(Name = "quantity"), Description("Seats of a car, guests of a hall, tickets, passengers or pieces; 1 when left out.")]
        public string? Quantity { get; init; }

        [FromQuery(Name = "offeringId"), Description("Only this one.")]
        public string? OfferingId { get; init; }
    }
}
