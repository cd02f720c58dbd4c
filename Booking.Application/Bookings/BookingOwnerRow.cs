namespace Booking.Application.Bookings;

/// <summary>
/// What of a booking is for one provider: the items of offerings that the provider owned when they were sold or last changed, and the
/// appointments that the provider performs. The database keeps these rows with the bookings' own.
/// </summary>
public sealed class BookingOwnerRow
{
    public Guid TenantId { get; private init; }

    public Guid BookingId { get; private init; }

    /// <summary>The provider's user.</summary>
    public Guid OwnerId { get; private init; }

    /// <summary>The booking's.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When the use of the first of these items begins.</summary>
    public DateTimeOffset? StartsAt { get; private init; }

    /// <summary>Indexes of the booking's items.</summary>
    public IReadOnlyList<int> Items { get; private init; } = [];

    /// <summary>Of these items, each once.</summary>
    public IReadOnlyList<Guid> OfferingIds { get; private init; } = [];
}
