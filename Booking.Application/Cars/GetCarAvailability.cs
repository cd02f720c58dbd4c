namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>When a car cannot be had. Between the answered stretches it is free.</summary>
/// <param name="From">Null begins now; a local time is meant in the car's zone.</param>
/// <param name="To">Null ends 31 days after the start.</param>
public sealed record GetCarAvailabilityQuery(Guid Id, WallTime? From, WallTime? To) : IQuery<CarAvailabilityView>;

/// <param name="Items">In order of time, each with its reason: <c>booked</c>, <c>held</c>, <c>blackout</c>, <c>buffer</c> for turnaround, or <c>notice</c> for what is too soon.</param>
public sealed record CarAvailabilityView(Guid CarId, string TimeZone, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimeSlotView> Items);

internal sealed class GetCarAvailabilityHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetCarAvailabilityQuery, Result<CarAvailabilityView>>
{
    public async Task<Result<CarAvailabilityView>> Handle(GetCarAvailabilityQuery query, CancellationToken cancellationToken)
    {
        var car = await db.Cars.AsNoTracking()
            .Where(car => car.Id == query.Id && car.IsActive)
            .Select(car => new { car.TimeZone, car.NoticeMinutes })
            .SingleOrDefaultAsync(cancellationToken);
        if (car is null)
        {
            return OfferingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Result<TimeRange> window = AskedWindow.Resolve(query.From, query.To, AskedWindow.Longest, car.TimeZone, now);
        if (window.IsFailure)
        {
            return window.Error;
        }

        List<TimeSlotView> busy = await db.SlotClaims.BusyAsync(query.Id, window.Value, now, cancellationToken);
        DateTimeOffset soon = car.NoticeMinutes == 0 ? DateTimeOffset.MinValue : now.AddMinutes(car.NoticeMinutes);
        List<TimeSlotView> items = [.. busy.WithFree(window.Value).SelectMany(part => TooSoon(part, soon)).Where(part => part.Status != InventoryStatus.Free)];
        return new CarAvailabilityView(query.Id, car.TimeZone, window.Value.From, window.Value.To, items);
    }

    /// <summary>Splits a free stretch where the notice ends, and says of a taken one why.</summary>
    private static IEnumerable<TimeSlotView> TooSoon(TimeSlotView part, DateTimeOffset soon)
    {
        if (part.Status != InventoryStatus.Free)
        {
            yield return part with { Reason = part.Reason ?? part.Status };
            yield break;
        }

        if (part.From < soon)
        {
            yield return new TimeSlotView(part.From, soon < part.To ? soon : part.To, InventoryStatus.Blocked, Reason.Notice);
        }
    }
}
