namespace Booking.Domain.Catalog;

using Booking.Domain.Common;

/// <summary>What a customer thinks of one item of a completed booking.</summary>
public sealed class Rating : AggregateRoot
{
    public const int MaxCommentLength = 2_000;

    /// <summary>For so long the customer may change it.</summary>
    public static readonly TimeSpan EditableFor = TimeSpan.FromDays(14);

    private Rating()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>Index of the booking's item.</summary>
    public int Item { get; private init; }

    /// <summary>One of <see cref="Holds.ItemKinds"/>.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>What is rated; for tickets the event.</summary>
    public Guid OfferingId { get; private init; }

    /// <summary>The provider who performed it or the operator who ran the bus; null where nobody did.</summary>
    public Guid? ProviderId { get; private init; }

    public Guid? CustomerId { get; private init; }

    /// <summary>The customer's first name.</summary>
    public string Author { get; private init; } = "";

    /// <summary>1 to 5.</summary>
    public int Stars { get; private set; }

    public string Comment { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? EditedAt { get; private set; }

    public string? Reply { get; private set; }

    public DateTimeOffset? RepliedAt { get; private set; }

    /// <summary>Why an admin has hidden it; null while it is shown.</summary>
    public string? HiddenReason { get; private set; }

    public bool IsShown => HiddenReason is null;

    /// <summary>Everybody and everything that the stars count for.</summary>
    public IEnumerable<Guid> Subjects => ProviderId is { } provider ? [OfferingId, provider] : [OfferingId];

    public static Rating Give(
        Guid id, Guid tenantId, Guid bookingId, int item, string kind, Guid offeringId, Guid? providerId, Guid? customerId, string author, int stars, string comment, DateTimeOffset now)
    {
        Rating rating = new()
        {
            Id = id,
            TenantId = tenantId,
            BookingId = bookingId,
            Item = item,
            Kind = kind,
            OfferingId = offeringId,
            ProviderId = providerId,
            CustomerId = customerId,
            Author = author,
            Stars = stars,
            Comment = comment,
            CreatedAt = now,
        };
        rating.Raise(new RatingGiven(id, bookingId, item, offeringId, providerId, stars));
        return rating;
    }

    public bool IsEditable(DateTimeOffset now) => now < CreatedAt + EditableFor;

    public Result<Done> Edit(int stars, string comment, DateTimeOffset now)
    {
        if (!IsEditable(now))
        {
            return RatingErrors.TooLateToEdit;
        }

        (Stars, Comment, EditedAt) = (stars, comment, now);
        return Result.Success;
    }

    /// <summary>The provider's answer; a later one replaces it.</summary>
    public void Answer(string text, DateTimeOffset now) => (Reply, RepliedAt) = (text, now);

    /// <summary>Takes it out of lists and averages. Hiding what is hidden only changes the reason.</summary>
    public void Hide(string reason) => HiddenReason = reason;

    public void Show() => HiddenReason = null;
}

public sealed record RatingGiven(Guid RatingId, Guid BookingId, int Item, Guid OfferingId, Guid? ProviderId, int Stars) : DomainEvent("rating.given", RatingId);

public static class RatingErrors
{
    public static readonly Error NotFound = Error.NotFound("rating_not_found", "There is no such rating.");

    public static readonly Error NotTheCustomer = new("not_the_customer", "Only who has bought can rate.", ErrorKind.Forbidden);

    public static readonly Error NotCompleted = Error.Conflict("booking_not_completed", "Only what has taken place can be rated.");

    public static readonly Error AlreadyRated = Error.Conflict("already_rated", "This item of the booking has its rating; change that one.");

    public static readonly Error TooLateToEdit = Error.Conflict("rating_closed", $"A rating can be changed for {Rating.EditableFor.TotalDays:0} days.");
}

/// <summary>The stars of one offering or provider, added up.</summary>
public sealed class RatingTotal
{
    public Guid TenantId { get; private init; }

    /// <summary>The offering or provider.</summary>
    public Guid SubjectId { get; private init; }

    public long Stars { get; private init; }

    public long Count { get; private init; }
}
