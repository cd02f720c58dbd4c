namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>All cases of one booking, newest first.</summary>
public sealed record ListBookingCasesQuery(Guid BookingId) : IQuery<CaseList>;

public sealed record CaseList(IReadOnlyList<CaseView> Items);

internal sealed class ListBookingCasesHandler(IBookingDb db, RequestContext context) : IRequestHandler<ListBookingCasesQuery, Result<CaseList>>
{
    public async Task<Result<CaseList>> Handle(ListBookingCasesQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        List<DisruptionCase> cases = await db.DisruptionCases.AsNoTracking()
            .Where(opened => opened.BookingId == booking.Id)
            .OrderByDescending(opened => opened.CreatedAt).ThenByDescending(opened => opened.Id)
            .ToListAsync(cancellationToken);
        return new CaseList([.. cases.Select(CaseView.Of)]);
    }
}
