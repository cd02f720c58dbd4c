namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Gives a trip another bus, with everybody who has a seat on it: see <see cref="SeatPlan"/>. Bookings without an equal seat get a case, holds
/// without one end. The caller has locked the bus, the buyers as far as they were there, and the trip.
/// </summary>
internal sealed class BusSwap(IBookingDb db, ITripStore store, IClaimStore claims, PendingChanges pending, IUnitOfWork unitOfWork)
{
    public async Task<Result<Done>> CarryOutAsync(Trip trip, Bus bus, CancellationToken ct)
    {
        IReadOnlyList<BusSeat> before = await db.Buses.AsNoTracking().Where(old => old.Id == trip.BusId).Select(old => old.Seats).SingleAsync(ct);
        string title = await db.Routes.Where(route => route.Id == trip.RouteId).Select(route => route.Name).SingleAsync(ct);
        TripBuyers buyers = await store.LockBuyersAsync(trip.Id, ct);
        SeatPlan plan = SeatPlan.Make(before, bus.Seats, await TakenAsync(trip, buyers, ct));
        Result<Done> swapped = trip.Swap(bus.Id, title, plan);
        if (swapped.IsFailure)
        {
            return swapped;
        }

        Dictionary<Guid, string> seats = plan.Moves.Where(move => move.To != move.Taken.Seat).ToDictionary(move => move.Taken.Claim, move => move.To);
        Guid[] lost = [.. plan.Lost.Where(seat => !seat.IsHeld).Select(seat => seat.Claim)];
        Guid[] ended = [.. plan.Lost.Where(seat => seat.IsHeld).Select(seat => seat.Buyer).Distinct().Order()];
        foreach (Guid id in ended)
        {
            await EndAsync(buyers.Holds[id], ct);
        }

        if (!await claims.TryReseatAsync(trip.Id, seats, lost, Bus.Missing(before, bus.Seats, before.Select(seat => seat.Seat)), ct))
        {
            return HoldErrors.Busy;
        }

        foreach (IGrouping<Guid, NewSeat> buyer in plan.Moves.Where(move => move.To != move.Taken.Seat).GroupBy(move => move.Taken.Buyer))
        {
            Dictionary<int, IReadOnlyDictionary<string, string>> moved = buyer.GroupBy(move => move.Taken.Item)
                .ToDictionary(item => item.Key, item => (IReadOnlyDictionary<string, string>)item.ToDictionary(move => move.Taken.Seat, move => move.To));
            if (buyers.Bookings.TryGetValue(buyer.Key, out Booking? booking))
            {
                booking.Reseat(moved);
                await pending.LapseAsync(booking.Id, ct);
            }
            else
            {
                buyers.Holds[buyer.Key].Reseat(moved);
            }
        }

        return Result.Success;
    }

    private async Task<IReadOnlyList<TakenSeat>> TakenAsync(Trip trip, TripBuyers buyers, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Dictionary<int, DateTimeOffset> arrivals = await db.TripStops.Where(stop => stop.TripId == trip.Id).ToDictionaryAsync(stop => stop.Sequence, stop => stop.ArrivesAt, ct);
        IReadOnlyList<SoldSeat> sold = await store.SoldAsync([trip.Id], ct);
        ILookup<(Guid, int), string> live = sold.ToLookup(seat => (seat.BookingId ?? seat.HoldId, seat.Item), seat => seat.Seat);
        return [.. sold.Select(seat =>
        {
            Booking? booking = buyers.Bookings.GetValueOrDefault(seat.BookingId ?? Guid.Empty);
            Hold? hold = buyers.Holds.GetValueOrDefault(seat.HoldId);
            return new TakenSeat(seat.Id, seat.BookingId ?? seat.HoldId, seat.Item, seat.Seat, seat.FromStop, seat.ToStop)
            {
                IsHeld = booking is null,
                IsOver = arrivals[seat.ToStop] <= now || (booking is null ? hold is null : booking.Status is not (BookingStatus.Confirmed or BookingStatus.AwaitingPayment)),
                IsFixed = booking is null && hold?.BookingId is not null,
                Former = booking is null ? [] : [.. booking.Sold[seat.Item].Seats.Union(booking.Items[seat.Item].Seats).Except(live[(booking.Id, seat.Item)])],
            };
        })];
    }

    /// <summary>Gives a hold up, and the change of a booking that waits for what it keeps.</summary>
    private async Task EndAsync(Hold hold, CancellationToken ct)
    {
        if (hold.BookingId is { } bookingId && await pending.FindAsync(bookingId, ct) is { } change && change.HoldId == hold.Id)
        {
            await pending.LapseAsync(change, ct);
        }
        else if (hold.Release(unitOfWork.Now).IsSuccess)
        {
            await claims.ReleaseAsync(hold.Id, ClaimState.Released, ct);
        }
    }
}
