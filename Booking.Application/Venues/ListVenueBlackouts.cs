namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using MediatR;

/// <summary>The blackouts of a hall that hold, oldest first.</summary>
public sealed record ListVenueBlackoutsQuery(Guid VenueId, PageRequest Page) : IQuery<Page<BlackoutView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ListVenueBlackoutsHandler(IBookingDb db, Blackouts blackouts, RequestContext context) : IRequestHandler<ListVenueBlackoutsQuery, Result<Page<BlackoutView>>>
{
    public async Task<Result<Page<BlackoutView>>> Handle(ListVenueBlackoutsQuery query, CancellationToken cancellationToken)
    {
        Result<Venue> venue = await db.FindManagedAsync(query.VenueId, context, cancellationToken);
        return venue.IsFailure ? venue.Error : await blackouts.ListAsync(venue.Value.Id, query.Page, cancellationToken);
    }
}
