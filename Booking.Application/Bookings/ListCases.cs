namespace Booking.Application.Bookings;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Cases, newest first: the caller's, or all of the tenant's for an admin.</summary>
public sealed record ListCasesQuery(PageRequest Page, CaseStatus? Status) : IQuery<Page<CaseView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [];
}

internal sealed class ListCasesHandler(IBookingDb db, RequestContext context, ICursorCodec cursors) : IRequestHandler<ListCasesQuery, Result<Page<CaseView>>>
{
    private const string List = "cases";

    public async Task<Result<Page<CaseView>>> Handle(ListCasesQuery query, CancellationToken cancellationToken)
    {
        IQueryable<DisruptionCase> cases = db.DisruptionCases.AsNoTracking();
        if (!context.IsAdmin)
        {
            cases = cases.Where(opened => opened.CustomerId == context.UserId);
        }

        if (query.Status is { } status)
        {
            cases = cases.Where(opened => opened.Status == status);
        }

        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(List, cursor) is not [string ticks, string id])
            {
                return PageErrors.InvalidCursor;
            }

            DateTimeOffset before = new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
            Guid beforeId = Guid.Parse(id);
            cases = cases.Where(opened => opened.CreatedAt < before || (opened.CreatedAt == before && opened.Id < beforeId));
        }

        List<DisruptionCase> page = await cases
            .OrderByDescending(opened => opened.CreatedAt).ThenByDescending(opened => opened.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        string? next = null;
        if (page.Count > query.Page.Limit)
        {
            page.RemoveAt(page.Count - 1);
            next = cursors.Encode(List, page[^1].CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), page[^1].Id.ToString());
        }

        return new Page<CaseView>([.. page.Select(CaseView.Of)], next);
    }
}
