namespace Booking.Domain.Waitlist;

using Booking.Domain.Common;

public sealed record WaitlistJoined(Guid EntryId, Guid CustomerId, string Kind, Guid OfferingId, string Title, int Quantity) : DomainEvent("waitlist.joined", EntryId);

public sealed record WaitlistOffered(
    Guid EntryId, Guid CustomerId, string Kind, Guid OfferingId, string Title, int Quantity, Guid HoldId, DateTimeOffset ExpiresAt, Money Total) : DomainEvent("waitlist.offered", EntryId);

public sealed record WaitlistAccepted(Guid EntryId, Guid CustomerId, string Kind, Guid OfferingId, string Title, Guid HoldId) : DomainEvent("waitlist.accepted", EntryId);

public sealed record WaitlistDeclined(Guid EntryId, Guid CustomerId, string Kind, Guid OfferingId, string Title, Guid HoldId) : DomainEvent("waitlist.declined", EntryId);

/// <param name="HoldId">Null where nothing had been offered.</param>
public sealed record WaitlistExpired(Guid EntryId, Guid CustomerId, string Kind, Guid OfferingId, string Title, Guid? HoldId) : DomainEvent("waitlist.expired", EntryId);

public sealed record WaitlistLeft(Guid EntryId, Guid CustomerId, string Kind, Guid OfferingId, string Title) : DomainEvent("waitlist.left", EntryId);
