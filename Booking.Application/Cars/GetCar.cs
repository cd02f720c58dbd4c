namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <param name="Managed">Also when it is withdrawn, for those who manage it.</param>
public sealed record GetCarQuery(Guid Id, bool Managed = false) : IQuery<Versioned<CarView>>;

internal sealed class GetCarHandler(IBookingDb db, IDatabaseClock clock, RequestContext context) : IRequestHandler<GetCarQuery, Result<Versioned<CarView>>>
{
    public async Task<Result<Versioned<CarView>>> Handle(GetCarQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<SlotClaimRow> live = db.SlotClaims.Live(now);
        var row = await db.Cars.AsNoTracking()
            .Where(car => car.Id == query.Id && (car.IsActive || query.Managed))
            .Select(car => new { Car = car, IsFree = !live.Any(claim => claim.UnitId == car.Id && claim.BlockedTo > now && claim.BlockedFrom <= now) })
            .SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return OfferingErrors.NotFound;
        }

        if (query.Managed && !context.MayManage(row.Car.OwnerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        RatingSummary rating = await db.RatingTotals.OfAsync(row.Car.Id, cancellationToken);
        return new Versioned<CarView>(CarView.Of(row.Car, null, row.IsFree, null) with { Rating = rating }, row.Car.Version, (rating.Fingerprint * 2) + (row.IsFree ? 1 : 0));
    }
}
