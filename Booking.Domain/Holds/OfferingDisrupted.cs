namespace Booking.Domain.Holds;

using Booking.Domain.Common;

/// <summary>What the tenant has done to something that is sold already.</summary>
public enum Disruption
{
    /// <summary>It does not take place.</summary>
    Cancelled,

    /// <summary>It begins later or earlier than sold.</summary>
    Delayed,

    /// <summary>It takes place on another date or at another place.</summary>
    Moved,
}

/// <summary>What was sold will not be had as it was sold: a case is opened for every booking of it.</summary>
/// <param name="Kind">One of <see cref="ItemKinds"/>; <c>eventSeat</c> stands for all tickets of an event.</param>
/// <param name="OfferingId">The car, venue, provider, event or trip whose claims are touched.</param>
/// <param name="From">The new start, or the start of the time that is lost; null when all of it is lost.</param>
/// <param name="Note">For the customer; null when there is nothing to add.</param>
public sealed record OfferingDisrupted(string Kind, Guid OfferingId, string Title, Disruption Disruption, DateTimeOffset? From, DateTimeOffset? To, string? Note)
    : DomainEvent("offering.disrupted", OfferingId)
{
    /// <summary>The one session of a class that is meant; null where it is all that the offering has in that time.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The items that are meant; null where it is all that is sold of the offering.</summary>
    public IReadOnlyList<DisruptedPart>? Parts { get; init; }
}

/// <summary>An item of a booking that a disruption touches.</summary>
public sealed record DisruptedPart(Guid BookingId, int Item);
