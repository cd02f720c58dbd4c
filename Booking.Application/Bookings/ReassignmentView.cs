namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <summary>A provider who was looked at.</summary>
/// <param name="Reasons">What stands against it: <c>not_on_sale</c>, <c>opening_hours</c>, <c>booked</c>, <c>asked</c>; empty for who could take it.</param>
/// <param name="Score">By which those who could take it are chosen, between 0 and 1; null for the others.</param>
/// <param name="Appointments">In the last days, sessions of classes with them.</param>
/// <param name="Hours">Of work on the day.</param>
public sealed record RankedProviderView(Guid ProviderId, string Name, IReadOnlyList<string> Reasons, AssignmentScore? Score, int Appointments, double Hours)
{
    internal static RankedProviderView Of(RankedProvider provider, Dictionary<Guid, string> names) =>
        new(provider.ProviderId, names.GetValueOrDefault(provider.ProviderId, ""), provider.Reasons, provider.Score, provider.Appointments, provider.Hours);
}

/// <summary>An appointment that needs, or got, another provider.</summary>
/// <param name="ToProviderId">Who has it instead; null as long as nobody has.</param>
/// <param name="Reason">Why, in words; null where nothing was said.</param>
/// <param name="Tries">How often the one who was best was taken by somebody else at the same moment.</param>
/// <param name="AssignedBy">Who has decided; null where the scores did.</param>
/// <param name="Considered">Who was looked at then, best first.</param>
public sealed record ReassignmentView(
    Guid Id,
    ReassignmentStatus Status,
    Guid BookingId,
    int Item,
    Guid FromProviderId,
    string FromName,
    Guid? ToProviderId,
    string? ToName,
    string? Reason,
    int Tries,
    Guid? AssignedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<RankedProviderView> Considered)
{
    internal static ReassignmentView Of(Reassignment one, Dictionary<Guid, string> names) => new(
        one.Id,
        one.Status,
        one.BookingId,
        one.Item,
        one.FromProviderId,
        names.GetValueOrDefault(one.FromProviderId, ""),
        one.ToProviderId,
        one.ToProviderId is { } to ? names.GetValueOrDefault(to, "") : null,
        one.Note,
        one.Tries,
        one.AssignedBy,
        one.CreatedAt,
        one.EndedAt,
        [.. one.Considered.Select(provider => RankedProviderView.Of(provider, names))]);
}

/// <summary>Appointments in the hands of those who perform them.</summary>
internal static class OwnAppointments
{
    /// <summary>The booking, locked; null where the item is none of the caller's.</summary>
    public static async Task<Booking?> LockOwnAppointmentAsync(this IBookingDb db, Guid bookingId, int item, RequestContext context, CancellationToken ct)
    {
        BookingOwnerRow? own = context.IsAdmin ? null : await db.BookingOwners.SingleOrDefaultAsync(row => row.BookingId == bookingId && row.OwnerId == context.UserId, ct);
        return context.IsAdmin || own?.Items.Contains(item) == true ? await db.LockBookingAsync(bookingId, ct) : null;
    }

    /// <summary>The names of all whom these are about.</summary>
    public static async Task<Dictionary<Guid, string>> ProviderNamesAsync(this IBookingDb db, IReadOnlyCollection<Reassignment> reassignments, IEnumerable<RankedProvider> candidates, CancellationToken ct)
    {
        Guid[] ids =
        [
            .. reassignments.SelectMany(one => one.Considered.Select(provider => provider.ProviderId).Append(one.FromProviderId).Append(one.ToProviderId ?? one.FromProviderId))
                .Concat(candidates.Select(provider => provider.ProviderId)).Distinct(),
        ];
        return await db.Providers.AsNoTracking().Where(provider => ids.Contains(provider.Id)).Select(provider => new { provider.Id, provider.Name }).ToDictionaryAsync(provider => provider.Id, provider => provider.Name, ct);
    }
}
