namespace Booking.Domain.Venues;

using Booking.Domain.Common;

public sealed record VenueRequestPlaced(Guid RequestId, string Number, Guid VenueId, Guid CustomerId, DateTimeOffset From, DateTimeOffset To, DateTimeOffset RespondBy, Guid? SeriesId)
    : DomainEvent("venue_request.placed", RequestId);

public sealed record VenueRequestApproved(Guid RequestId, string Number, Guid VenueId, Guid CustomerId, Guid BookingId) : DomainEvent("venue_request.approved", RequestId);

public sealed record VenueRequestDeclined(Guid RequestId, string Number, Guid VenueId, Guid CustomerId, string Note) : DomainEvent("venue_request.declined", RequestId);

public sealed record VenueRequestWithdrawn(Guid RequestId, string Number, Guid VenueId, Guid CustomerId) : DomainEvent("venue_request.withdrawn", RequestId);

public sealed record VenueRequestLapsed(Guid RequestId, string Number, Guid VenueId, Guid CustomerId) : DomainEvent("venue_request.lapsed", RequestId);

public sealed record VenueSeriesCancelled(Guid SeriesId, string Number, Guid VenueId, Guid CustomerId, Guid CancellationId, IReadOnlyList<Guid> BookingIds, Money Refund)
    : DomainEvent("venue_series.cancelled", SeriesId);
