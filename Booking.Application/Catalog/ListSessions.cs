namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The sessions of a class from now on, those that are called off among them, in order of time.</summary>
public sealed record ListSessionsQuery(Guid ServiceId, PageRequest Page) : IQuery<Page<ClassSessionView>>;

internal sealed class ListSessionsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListSessionsQuery, Result<Page<ClassSessionView>>>
{
    public async Task<Result<Page<ClassSessionView>>> Handle(ListSessionsQuery query, CancellationToken cancellationToken)
    {
        if (!await db.Services.AsNoTracking().AnyAsync(service => service.Id == query.ServiceId && service.IsActive, cancellationToken))
        {
            return OfferingErrors.NotFound;
        }

        string list = $"sessions of {query.ServiceId}";
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        DateTimeOffset from = now;
        Guid after = Guid.Empty;
        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(list, cursor) is not [string start, string last]
                || !DateTimeOffset.TryParse(start, System.Globalization.CultureInfo.InvariantCulture, out from) || !Guid.TryParse(last, out after))
            {
                return PageErrors.InvalidCursor;
            }
        }

        List<ClassSession> rows = await db.ClassSessions.AsNoTracking()
            .Where(session => session.ServiceId == query.ServiceId && (session.StartsAt > from || (session.StartsAt == from && session.Id > after)))
            .OrderBy(session => session.StartsAt).ThenBy(session => session.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        List<ClassSession> shown = [.. rows.Take(query.Page.Limit)];
        IReadOnlyDictionary<Guid, int> left = await db.LeftAsync([.. shown.Select(session => session.PoolId)], now, cancellationToken);
        string? next = rows.Count > query.Page.Limit
            ? cursors.Encode(list, shown[^1].StartsAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture), shown[^1].Id.ToString())
            : null;
        return new Page<ClassSessionView>([.. shown.Select(session => ClassSessionView.Of(session, left.GetValueOrDefault(session.PoolId)))], next);
    }
}
