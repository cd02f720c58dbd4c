namespace Booking.Api.Venues;

using Booking.Api.Http;
using Booking.Application.Venues;
using Booking.Domain.Venues;
using MediatR;

internal sealed class VenueSeriesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder series = api.MapGroup("/venue-series/{id:guid}").WithTags("Venues");
        series.MapGet("", GetVenueSeries)
            .Describe(nameof(GetVenueSeries), "A series with where the booking of each date stands.")
            .Produces<VenueSeriesView>().Refuses(401, 404);
        series.MapPost("/cancellations", QuoteVenueSeriesCancellation)
            .Describe(nameof(QuoteVenueSeriesCancellation), "Offers to take dates of a series back: one, one with all that follow, or all.")
            .Produces<VenueSeriesCancellationView>(201).Refuses(401, 404, 409, 422);
        series.MapGet("/cancellations", ListVenueSeriesCancellations)
            .Describe(nameof(ListVenueSeriesCancellations), "The cancellations of a series, newest first.")
            .Produces<VenueSeriesCancellationList>().Refuses(401, 404);
        series.MapPost("/cancellations/{cancellationId:guid}/confirm", ConfirmVenueSeriesCancellation)
            .Describe(nameof(ConfirmVenueSeriesCancellation), "Accepts a quoted cancellation: all its dates are free and the money goes back, or nothing happens.")
            .Idempotent().Produces<VenueSeriesCancellationView>().Refuses(401, 404, 409, 410, 422);
    }

    private static async Task<IResult> GetVenueSeries(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new GetVenueSeriesQuery(id), ct)).ToOk();

    private static async Task<IResult> QuoteVenueSeriesCancellation(Guid id, QuoteVenueSeriesCancellationRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new QuoteVenueSeriesCancellationCommand(id, body.Scope, body.Occurrence, body.Reason), ct)).ToCreated(quote => $"/api/v1/venue-series/{id}/cancellations");

    private static async Task<IResult> ListVenueSeriesCancellations(Guid id, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ListVenueSeriesCancellationsQuery(id), ct)).ToOk();

    private static async Task<IResult> ConfirmVenueSeriesCancellation(Guid id, Guid cancellationId, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ConfirmVenueSeriesCancellationCommand(id, cancellationId), ct)).ToOk();
}

/// <summary>What of a series to cancel.</summary>
/// <param name="Occurrence">Index of the date that it begins with; left out for <c>all</c>.</param>
/// <param name="Reason">Of an admin who calls it off for the tenant: then everything goes back.</param>
internal sealed record QuoteVenueSeriesCancellationRequest(OccurrenceScope Scope, int? Occurrence = null, string? Reason = null);
