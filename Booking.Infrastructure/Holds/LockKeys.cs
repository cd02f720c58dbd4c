namespace Booking.Infrastructure.Holds;

using System.Security.Cryptography;
using System.Text;
using Booking.Domain.Holds;

/// <summary>
/// The number under which a unit is locked. All who take or give back inventory lock its units in the order of these numbers, so no two
/// of them can wait for each other. Two units with the same number merely wait once too often.
/// </summary>
internal static class LockKeys
{
    public static long Slot(Guid unitId) => Hash($"slot/{unitId:N}");

    public static long Pool(Guid poolId) => Hash($"pool/{poolId:N}");

    public static long Seat(Guid eventId, string seat) => Hash($"seat/{eventId:N}/{seat}");

    public static long Leg(Guid tripId, string seat) => Hash($"leg/{tripId:N}/{seat}");

    public static long Of(Claim claim) => claim switch
    {
        SlotClaim slot => Slot(slot.UnitId),
        QuotaClaim quota => Pool(quota.PoolId),
        SeatClaim seat => Seat(seat.EventId, seat.Seat),
        LegClaim leg => Leg(leg.TripId, leg.Seat),
        _ => throw new InvalidOperationException($"No lock for {claim.GetType().Name}."),
    };

    private static long Hash(string unit) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(unit)));
}
