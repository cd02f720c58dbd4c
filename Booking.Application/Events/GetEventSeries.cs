namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>One series, for those who run it.</summary>
public sealed record GetEventSeriesQuery(Guid Id) : IQuery<Versioned<EventSeriesView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class GetEventSeriesHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetEventSeriesQuery, Result<Versioned<EventSeriesView>>>
{
    public async Task<Result<Versioned<EventSeriesView>>> Handle(GetEventSeriesQuery query, CancellationToken cancellationToken)
    {
        EventSeries? series = await db.EventSeries.AsNoTracking().SingleOrDefaultAsync(series => series.Id == query.Id, cancellationToken);
        if (series is null)
        {
            return OfferingErrors.NotFound;
        }

        return context.MayManage(series.OwnerId) ? EventSeriesView.Tagged(series, []) : OfferingErrors.NotTheOwner;
    }
}
