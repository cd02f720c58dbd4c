namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Waitlist;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Entries, oldest first.</summary>
/// <param name="Managed">Everybody's, instead of the own ones.</param>
/// <param name="OfferingId">Only those of one offering.</param>
public sealed record ListWaitlistQuery(bool Managed, Guid? OfferingId, PageRequest Page) : IQuery<Page<WaitlistEntryView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class ListWaitlistHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, RequestContext context) : IRequestHandler<ListWaitlistQuery, Result<Page<WaitlistEntryView>>>
{
    private const string List = "waitlist";

    public async Task<Result<Page<WaitlistEntryView>>> Handle(ListWaitlistQuery query, CancellationToken cancellationToken)
    {
        if (query.Managed && !context.IsAdmin)
        {
            return UserErrors.Forbidden;
        }

        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        Guid? user = context.UserId;
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<WaitlistEntry> entries = db.WaitlistEntries.AsNoTracking().Where(entry => entry.Id > after);
        if (!query.Managed)
        {
            entries = entries.Where(entry => entry.CustomerId == user);
        }

        if (query.OfferingId is { } offering)
        {
            entries = entries.Where(entry => entry.OfferingId == offering);
        }

        List<QueuePlace> rows = await db.Places(entries.OrderBy(entry => entry.Id).Take(query.Page.Limit + 1), now).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, row => row.Entry.Id, row => WaitlistEntryView.Of(row.Entry, row, now));
    }
}
