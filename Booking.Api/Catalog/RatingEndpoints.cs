namespace Booking.Api.Catalog;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class RatingEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/bookings/{id:guid}/ratings", GiveRating).WithTags("Ratings")
            .Describe(nameof(GiveRating), "Rates one item of a completed booking, once.")
            .Produces<RatingView>(201).Refuses(403, 404, 409, 422);
        api.MapPatch("/bookings/{id:guid}/ratings/{ratingId:guid}", EditRating).WithTags("Ratings")
            .Describe(nameof(EditRating), "Changes a rating, for 14 days.")
            .Produces<RatingView>().Refuses(403, 404, 409);
        api.MapGet("/services/{id:guid}/ratings", ListServiceRatings).AllowAnonymous().WithTags("Ratings")
            .Describe(nameof(ListServiceRatings), "Ratings of a service, newest first.")
            .Produces<Page<RatingView>>().Refuses(404);
        api.MapGet("/providers/{id:guid}/ratings", ListProviderRatings).AllowAnonymous().WithTags("Ratings")
            .Describe(nameof(ListProviderRatings), "Ratings of a provider's work, newest first.")
            .Produces<Page<RatingView>>().Refuses(404);
        api.MapGet("/ratings", ListRatings).AllowAnonymous().WithTags("Ratings")
            .Describe(nameof(ListRatings), "Ratings of an offering of any kind, newest first.")
            .Produces<Page<RatingView>>().Refuses();
        api.MapPut("/ratings/{id:guid}/reply", ReplyToRating).WithTags("Ratings")
            .Describe(nameof(ReplyToRating), "Replies to a rating; a later reply replaces it.")
            .Produces<RatingView>().Refuses(401, 403, 404);
        api.MapPost("/ratings/{id:guid}/hide", HideRating).WithTags("Ratings")
            .Describe(nameof(HideRating), "Takes a rating out of lists and averages.")
            .Produces<RatingView>().Refuses(401, 403, 404);
        api.MapPost("/ratings/{id:guid}/show", ShowRating).WithTags("Ratings")
            .Describe(nameof(ShowRating), "Shows a hidden rating again.")
            .Produces<RatingView>().Refuses(401, 403, 404);
    }

    private static async Task<IResult> GiveRating(Guid id, GiveRatingRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GiveRatingCommand(id, body.Item, body.Stars, body.Comment ?? ""), ct)).ToCreated(_ => $"/api/v1/bookings/{id}/ratings");

    private static async Task<IResult> EditRating(Guid id, Guid ratingId, EditRatingRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new EditRatingCommand(id, ratingId, body.Stars, body.Comment), ct)).ToOk();

    private static Task<IResult> ListServiceRatings(Guid id, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct) =>
        ListAsync(id, null, page, request, sender, ct);

    private static Task<IResult> ListProviderRatings(Guid id, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct) =>
        ListAsync(null, id, page, request, sender, ct);

    private static Task<IResult> ListRatings(
        [FromQuery, Description("Required. A car, hall, event, trip, service or product.")] string? offeringId, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        Guid? offering = read.Id("offeringId", offeringId) ?? read.Missing<Guid>("offeringId");
        return read.Error is { } error ? Task.FromResult<IResult>(new Problem(error)) : ListAsync(offering, null, page, request, sender, ct);
    }

    private static async Task<IResult> ReplyToRating(Guid id, ReplyToRatingRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ReplyToRatingCommand(id, body.Text), ct)).ToOk();

    private static async Task<IResult> HideRating(Guid id, HideRatingRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new HideRatingCommand(id, body.Reason), ct)).ToOk();

    private static async Task<IResult> ShowRating(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new HideRatingCommand(id, null), ct)).ToOk();

    private static async Task<IResult> ListAsync(Guid? offeringId, Guid? providerId, PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListRatingsQuery query = new(offeringId, providerId, read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }
}

/// <summary>What a customer thinks of one item.</summary>
/// <param name="Item">Index of the booking's item.</param>
/// <param name="Stars">1 to 5.</param>
internal sealed record GiveRatingRequest(int Item, int Stars, string? Comment = null);

/// <summary>What changes; what is left out stays as it is.</summary>
internal sealed record EditRatingRequest(int? Stars = null, string? Comment = null);

/// <summary>The provider's answer.</summary>
internal sealed record ReplyToRatingRequest(string Text);

/// <summary>Why a rating is hidden.</summary>
internal sealed record HideRatingRequest(string Reason);
