namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>When a car is taken. Between the answered stretches it is free.</summary>
/// <param name="From">Null begins now; a local time is meant in the car's zone.</param>
/// <param name="To">Null ends 31 days after the start.</param>
public sealed record GetCarAvailabilityQuery(Guid Id, WallTime? From, WallTime? To) : IQuery<CarAvailabilityView>;

/// <param name="Items">Taken stretches, in order of time; turnaround time has the reason <c>buffer</c>.</param>
public sealed record CarAvailabilityView(Guid CarId, string TimeZone, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimeSlotView> Items);

internal sealed class GetCarAvailabilityHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetCarAvailabilityQuery, Result<CarAvailabilityView>>
{
    public async Task<Result<CarAvailabilityView>> Handle(GetCarAvailabilityQuery query, CancellationToken cancellationToken)
    {
        string? timeZone = await db.Cars.AsNoTracking()
            .Where(car => car.Id == query.Id && car.IsActive)
            .Select(car => car.TimeZone)
            .SingleOrDefaultAsync(cancellationToken);
        if (timeZone is null)
        {
            return OfferingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Result<TimeRange> window = AskedWindow.Resolve(query.From, query.To, AskedWindow.Longest, timeZone, now);
        if (window.IsFailure)
        {
            return window.Error;
        }

        List<TimeSlotView> busy = await db.SlotClaims.BusyAsync(query.Id, window.Value, now, cancellationToken);
        return new CarAvailabilityView(query.Id, timeZone, window.Value.From, window.Value.To, busy);
    }
}
