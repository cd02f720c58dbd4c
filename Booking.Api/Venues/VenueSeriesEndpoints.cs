namespace Booking.Api.Venues;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Venues;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class VenueSeriesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/venue-series", ListVenueSeries).WithTags("Venues")
            .Describe(nameof(ListVenueSeries), "The caller's series, or those of the halls that the caller manages, oldest first.")
            .Produces<Page<VenueSeriesSummaryView>>().Refuses(401, 403);
        RouteGroupBuilder series = api.MapGroup("/venue-series/{id:guid}").WithTags("Venues");
        series.MapGet("", GetVenueSeries)
            .Describe(nameof(GetVenueSeries), "A series with where the booking or request of each date stands.")
            .Produces<VenueSeriesView>().Refuses(401, 404);
        series.MapPost("/approve", ApproveVenueSeries)
            .Describe(nameof(ApproveVenueSeries), "Says yes to dates that were asked for: all of them become bookings, or none where others have taken one of them.")
            .Idempotent().Produces<VenueSeriesView>().Refuses(401, 403, 404, 409, 410, 422);
        series.MapPost("/decline", DeclineVenueSeries)
            .Describe(nameof(DeclineVenueSeries), "Says no to dates that were asked for.")
            .Idempotent().Produces<VenueSeriesView>().Refuses(401, 403, 404, 409, 410, 422);
        series.MapPost("/withdraw", WithdrawVenueSeries)
            .Describe(nameof(WithdrawVenueSeries), "Gives dates of one's own up that nobody has answered yet.")
            .Idempotent().Produces<VenueSeriesView>().Refuses(401, 404, 409, 410, 422);
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

    private static async Task<IResult> ListVenueSeries(
        [FromQuery] string? managed, [FromQuery] string? venueId, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListVenueSeriesQuery query = new(read.Flag("managed", managed), read.Id("venueId", venueId), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetVenueSeries(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new GetVenueSeriesQuery(id), ct)).ToOk();

    private static async Task<IResult> ApproveVenueSeries(Guid id, AnswerVenueSeriesRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ApproveVenueSeriesCommand(id, body.Occurrences ?? [], body.Note ?? ""), ct)).ToOk();

    private static async Task<IResult> DeclineVenueSeries(Guid id, AnswerVenueSeriesRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new DeclineVenueSeriesCommand(id, body.Occurrences ?? [], body.Note ?? ""), ct)).ToOk();

    private static async Task<IResult> WithdrawVenueSeries(Guid id, ISender sender, CancellationToken ct, WithdrawVenueSeriesRequest? body = null) =>
        (await sender.Send(new WithdrawVenueSeriesCommand(id, body?.Occurrences ?? []), ct)).ToOk();

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

/// <summary>An answer to dates of a series.</summary>
/// <param name="Occurrences">Their indexes; all that wait for an answer when left out.</param>
/// <param name="Note">To the customer.</param>
internal sealed record AnswerVenueSeriesRequest(IReadOnlyList<int>? Occurrences = null, string? Note = null);

/// <summary>Which dates of a series are not wanted any more.</summary>
/// <param name="Occurrences">Their indexes; all that wait for an answer when left out.</param>
internal sealed record WithdrawVenueSeriesRequest(IReadOnlyList<int>? Occurrences = null);
