namespace Booking.Domain.Events;

using Booking.Domain.Common;

public sealed record EventPublished(Guid EventId, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt) : DomainEvent("event.published", EventId);

/// <summary>Its details, ticket types, pools or codes are others now.</summary>
public sealed record EventChanged(Guid EventId) : DomainEvent("event.changed", EventId);

/// <param name="From">When it would have begun.</param>
public sealed record EventPostponed(Guid EventId, string Title, DateTimeOffset From, DateTimeOffset StartsAt, DateTimeOffset EndsAt) : DomainEvent("event.postponed", EventId);

public sealed record EventCancelled(Guid EventId, string Title, string? Note) : DomainEvent("event.cancelled", EventId);
