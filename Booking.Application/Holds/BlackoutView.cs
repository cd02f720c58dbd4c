namespace Booking.Application.Holds;

using Booking.Domain.Holds;

/// <param name="From">Start of the first stretch.</param>
/// <param name="RepeatsUntil">The last local day on which a weekly stretch may begin; null when it is not repeated.</param>
/// <param name="Times">All stretches.</param>
/// <param name="Disturbs">What is sold inside, in the answer that placed the blackout by force; a case is opened for each booking.</param>
public sealed record BlackoutView(
    Guid Id,
    DateTimeOffset From,
    DateTimeOffset To,
    string TimeZone,
    DateOnly? RepeatsUntil,
    string Reason,
    IReadOnlyList<BlackoutTime> Times,
    IReadOnlyList<ClaimConflict> Disturbs,
    DateTimeOffset PlacedAt,
    IReadOnlyList<string> AvailableActions)
{
    internal static BlackoutView Of(Blackout blackout, IReadOnlyList<ClaimConflict> disturbs) => new(
        blackout.Id, blackout.StartsAt, blackout.EndsAt, blackout.TimeZone, blackout.RepeatsUntil, blackout.Reason, blackout.Times, disturbs, blackout.PlacedAt,
        blackout.LiftedAt is null ? ["lift"] : []);
}
