namespace Booking.Application.Holds;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>
/// The one place that takes inventory and gives it back. Every method runs inside the caller's unit of work, locks the units it
/// touches in one global order, and decides by the database's constraints and clock.
/// </summary>
public interface IClaimStore
{
    /// <summary>
    /// Takes all claims for a hold, or none. Overdue claims of others on exactly these units lapse first.
    /// After anything but <see cref="ClaimOutcome.Claimed"/> the caller must roll back.
    /// </summary>
    Task<ClaimResult> TryClaimAsync(Guid holdId, IReadOnlyList<Claim> claims, DateTimeOffset expiresAt, CancellationToken ct);

    /// <summary>
    /// Takes further claims for a hold that has some, all or none. The units of old and new ones are locked together, in the one order.
    /// After anything but <see cref="ClaimOutcome.Claimed"/> the caller must roll back.
    /// </summary>
    Task<ClaimResult> TryAddAsync(Guid holdId, IReadOnlyList<Claim> claims, DateTimeOffset expiresAt, CancellationToken ct);

    /// <summary>
    /// Locks the units of many claims in the one order, for a caller who takes them in several steps: what it sees of them from here on
    /// stays true until its transaction ends.
    /// </summary>
    /// <returns>False when a lock could not be had in time; the caller must roll back.</returns>
    Task<bool> TryLockAsync(IReadOnlyList<Claim> claims, CancellationToken ct);

    /// <summary>The same for what many holds, or the bookings made from them, have: for a caller who gives it back in several steps.</summary>
    /// <returns>False when a lock could not be had in time; the caller must roll back.</returns>
    Task<bool> TryLockHeldAsync(IReadOnlyCollection<Guid> holdIds, CancellationToken ct);

    /// <summary>Moves the end of a hold's claims.</summary>
    /// <returns>False when a claim has been lost to somebody else: the hold is over.</returns>
    Task<bool> TryExtendAsync(Guid holdId, DateTimeOffset expiresAt, CancellationToken ct);

    /// <summary>Hands a hold's claims to its booking: kept until <paramref name="payBefore"/>, or sold at once when that is null.</summary>
    /// <returns>False when a claim has been lost to somebody else.</returns>
    Task<bool> TryConvertAsync(Guid holdId, Guid bookingId, DateTimeOffset? payBefore, CancellationToken ct);

    /// <summary>
    /// Sells what a booking claims. Claims that have lapsed meanwhile are taken again where nobody else has them.
    /// </summary>
    /// <returns>False when that is not possible for every claim; nothing has changed then.</returns>
    Task<bool> TrySellAsync(Guid bookingId, CancellationToken ct);

    /// <summary>Gives back what a hold, or the booking made from it, still has.</summary>
    Task ReleaseAsync(Guid holdId, ClaimState to, CancellationToken ct);

    /// <summary>
    /// Keeps times of a unit for its owner. By force what is only held loses them, and what is sold keeps them until it is given back.
    /// </summary>
    /// <returns>The conflicts name a time by its index: what is in the way, or by force what is sold inside.</returns>
    Task<ClaimResult> TryBlackOutAsync(Guid blackoutId, Guid unitId, IReadOnlyList<TimeRange> times, bool force, CancellationToken ct);

    /// <summary>Gives back the times of a blackout.</summary>
    Task LiftBlackoutAsync(Guid blackoutId, CancellationToken ct);

    /// <summary>What a booking has of some of its items, sold.</summary>
    Task<IReadOnlyList<Claim>> ListSoldAsync(Guid bookingId, IReadOnlyList<int> items, CancellationToken ct);

    /// <summary>Gives back some of what a booking has sold. What it has not is passed over, so asking twice gives back once.</summary>
    Task ReleasePartsAsync(Guid bookingId, IReadOnlyList<ClaimPart> parts, CancellationToken ct);

    /// <summary>
    /// Ends the use of some of what a booking has: slots that are in use end at <paramref name="at"/>, their turnaround too; seats, places
    /// and slots still ahead are given back.
    /// </summary>
    Task CutShortAsync(Guid bookingId, IReadOnlyList<ClaimPart> parts, DateTimeOffset at, CancellationToken ct);

    /// <summary>
    /// Gives back what a booking has of some items, and what a hold keeps for it, and sells it the new claims in their place: all, or none.
    /// The new ones may overlap the old ones. After anything but <see cref="ClaimOutcome.Claimed"/> the caller must roll back.
    /// </summary>
    Task<ClaimResult> TrySwapAsync(ClaimSwap swap, CancellationToken ct);

    /// <summary>Takes a unit's time for something of the tenant's own, such as a session of a class, for good.</summary>
    /// <param name="claimId">By which it is given back.</param>
    /// <param name="slot">Its item does not matter.</param>
    /// <returns>What stands in the way; then nothing has changed.</returns>
    Task<ClaimResult> TryOccupyAsync(Guid claimId, SlotClaim slot, CancellationToken ct);

    /// <summary>Gives back what <see cref="TryOccupyAsync"/> took.</summary>
    Task VacateAsync(Guid claimId, Guid unitId, CancellationToken ct);

    /// <summary>
    /// Changes how many places a pool has, never to fewer than are held and sold. The pool's own constraint decides: whoever buys meanwhile
    /// either has the place before it is counted, or finds the new capacity.
    /// </summary>
    Task<PoolResize> TryResizeAsync(Guid poolId, PoolSize size, CancellationToken ct);

    /// <summary>
    /// Puts claims of a trip on other seats, all at once, and gives others back. The caller has the trip alone, and the holds and bookings
    /// whose claims these are.
    /// </summary>
    /// <param name="seats">Claim → seat.</param>
    /// <param name="lost">Claims that are given back.</param>
    /// <param name="gone">Seats that are no longer what they were: lapsed claims of them cannot be taken again.</param>
    /// <returns>False when a seat belongs to somebody else; the caller must roll back.</returns>
    Task<bool> TryReseatAsync(Guid tripId, IReadOnlyDictionary<Guid, string> seats, IReadOnlyCollection<Guid> lost, IReadOnlyCollection<string> gone, CancellationToken ct);

    /// <summary>Keeps a unit and pools locked, in the order of all locks, until the transaction ends.</summary>
    /// <returns>False when somebody else kept them for too long.</returns>
    Task<bool> TryLockAsync(Guid unitId, IReadOnlyList<Guid> pools, CancellationToken ct);

    /// <summary>Takes a pool off sale: holds of it lapse, what is booked stays, and nothing more can be taken.</summary>
    Task CloseAsync(Guid poolId, CancellationToken ct);
}

/// <summary>An exchange of claims of one booking.</summary>
/// <param name="HoldId">The hold that the booking was made from.</param>
/// <param name="Items">Whose claims are given back.</param>
/// <param name="KeptBy">The hold that keeps the new inventory for the booking; null where there is none.</param>
/// <param name="Claims">What is taken, by the booking's items.</param>
public sealed record ClaimSwap(Guid BookingId, Guid HoldId, IReadOnlyList<int> Items, Guid? KeptBy, IReadOnlyList<Claim> Claims);

/// <summary>How many places a pool shall have.</summary>
/// <param name="Places">So many, or so many more or fewer.</param>
/// <param name="Most">So many at most.</param>
public sealed record PoolSize(int Places, bool IsChange, int Most = int.MaxValue)
{
    public static PoolSize Of(int capacity) => new(capacity, false);
}

/// <param name="IsDone">False when nothing has changed.</param>
/// <param name="Capacity">As it is now.</param>
public sealed record PoolResize(bool IsDone, int Capacity, int Held, int Sold)
{
    public int Taken => Held + Sold;
}

/// <summary>How an attempt to claim ended.</summary>
public enum ClaimOutcome
{
    /// <summary>All claims are taken.</summary>
    Claimed,

    /// <summary>A slot, seat or leg belongs to somebody else.</summary>
    Conflict,

    /// <summary>A pool has too few places left.</summary>
    SoldOut,

    /// <summary>A lock could not be had in time.</summary>
    Busy,
}

/// <summary>What stands in the way of a claim.</summary>
/// <param name="Item">Index of the item.</param>
/// <param name="Unit">The car, hall, provider or pool id, or the seat's name.</param>
/// <param name="From">Start of the blocking time, or null for seats and pools.</param>
/// <param name="Reason"><c>held</c>, <c>booked</c>, <c>blackout</c>, <c>buffer</c>, <c>sold_out</c>, or <c>not_on_sale</c> for a seat that was taken off sale meanwhile.</param>
/// <param name="Until">When a blocking hold ends; null for what is sold.</param>
public sealed record ClaimConflict(int Item, string Unit, DateTimeOffset? From, DateTimeOffset? To, string Reason, DateTimeOffset? Until);

public sealed record ClaimResult(ClaimOutcome Outcome, IReadOnlyList<ClaimConflict> Conflicts)
{
    public static readonly ClaimResult Claimed = new(ClaimOutcome.Claimed, []);

    public static readonly ClaimResult Busy = new(ClaimOutcome.Busy, []);
}
