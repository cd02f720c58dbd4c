namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

/// <param name="Author">The customer's first name.</param>
/// <param name="HiddenReason">Why an admin has hidden it; only admins and the customer see hidden ones.</param>
/// <param name="AvailableActions">What the caller may do with it: <c>edit</c>, <c>reply</c>, <c>hide</c> or <c>show</c>.</param>
public sealed record RatingView(
    Guid Id,
    Guid OfferingId,
    string Kind,
    Guid? ProviderId,
    int Stars,
    string Comment,
    string Author,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EditedAt,
    string? Reply,
    DateTimeOffset? RepliedAt,
    string? HiddenReason,
    IReadOnlyList<string> AvailableActions)
{
    internal static RatingView Of(Rating rating, RequestContext context, bool mayReply, DateTimeOffset now)
    {
        List<string> actions = [];
        if (rating.CustomerId is not null && rating.CustomerId == context.UserId && rating.IsEditable(now))
        {
            actions.Add("edit");
        }

        if (mayReply)
        {
            actions.Add("reply");
        }

        if (context.IsAdmin)
        {
            actions.Add(rating.IsShown ? "hide" : "show");
        }

        return new RatingView(
            rating.Id, rating.OfferingId, rating.Kind, rating.ProviderId, rating.Stars, rating.Comment, rating.Author, rating.CreatedAt, rating.EditedAt, rating.Reply, rating.RepliedAt,
            rating.HiddenReason, actions);
    }
}

internal static class RatingReplies
{
    /// <summary>An admin replies to any; a provider to those of the own work, and of the own offerings of any kind.</summary>
    public static async Task<bool> MayReplyAsync(this IBookingDb db, Rating rating, RequestContext context, CancellationToken ct)
    {
        if (context.IsAdmin)
        {
            return true;
        }

        Guid? performer = rating.ProviderId is { } id
            ? await db.Providers.Where(provider => provider.Id == id).Select(provider => provider.UserId)
                .Concat(db.Operators.Where(company => company.Id == id).Select(company => company.OwnerId))
                .FirstOrDefaultAsync(ct)
            : null;
        if (context.MayManage(performer))
        {
            return true;
        }

        Guid? owner = await db.Services.Where(service => service.Id == rating.OfferingId).Select(service => service.OwnerId)
            .Concat(db.Products.Where(product => product.Id == rating.OfferingId).Select(product => product.OwnerId))
            .Concat(db.Cars.Where(car => car.Id == rating.OfferingId).Select(car => car.OwnerId))
            .Concat(db.Venues.Where(venue => venue.Id == rating.OfferingId).Select(venue => venue.OwnerId))
            .Concat(db.Events.Where(happening => happening.Id == rating.OfferingId).Select(happening => happening.OwnerId))
            .FirstOrDefaultAsync(ct);
        return context.MayManage(owner);
    }
}
