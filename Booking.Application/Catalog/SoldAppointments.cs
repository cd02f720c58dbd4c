namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Appointments ahead of a provider whose customers do not mind who performs them. When the provider works at other times or not at all, somebody
/// else is looked for; whoever named the provider keeps what was sold.
/// </summary>
internal sealed class SoldAppointments
{
    private readonly IReadOnlyList<(DisruptedPart Part, Service Service, TimeRange Time)> _sold;

    private SoldAppointments(IReadOnlyList<(DisruptedPart Part, Service Service, TimeRange Time)> sold) => _sold = sold;

    /// <summary>Those that the provider can perform as things are.</summary>
    public static async Task<SoldAppointments> OfAsync(IBookingDb db, Provider provider, DateTimeOffset now, CancellationToken ct)
    {
        var claims = await db.SlotClaims.Live(now)
            .Where(claim => claim.UnitId == provider.Id && claim.BlockedTo > now && claim.AskedFrom > now && claim.BookingId != null)
            .Select(claim => new { BookingId = claim.BookingId!.Value, claim.Item, claim.AskedFrom, claim.AskedTo })
            .ToListAsync(ct);
        Guid[] bookingIds = [.. claims.Select(claim => claim.BookingId).Distinct()];
        Dictionary<Guid, IReadOnlyList<HoldItem>> items = await db.Bookings.AsNoTracking()
            .Where(booking => bookingIds.Contains(booking.Id))
            .Select(booking => new { booking.Id, booking.Items })
            .ToDictionaryAsync(booking => booking.Id, booking => booking.Items, ct);
        var withAny = claims.Where(claim => Appointment.IsWithAny(items[claim.BookingId][claim.Item])).ToList();
        Guid[] serviceIds = [.. withAny.Select(claim => items[claim.BookingId][claim.Item].OfferingId).Distinct()];
        Dictionary<Guid, Service> services = await db.Services.AsNoTracking().Where(service => serviceIds.Contains(service.Id)).ToDictionaryAsync(service => service.Id, ct);
        return new SoldAppointments(
        [
            .. withAny
                .Select(claim => (new DisruptedPart(claim.BookingId, claim.Item), services[items[claim.BookingId][claim.Item].OfferingId], new TimeRange(claim.AskedFrom, claim.AskedTo)))
                .Where(one => one.Item2.Against(provider, one.Item3).Count == 0),
        ]);
    }

    /// <summary>Tells of those that the provider, as changed meanwhile, cannot perform any more.</summary>
    public void Compare(Provider provider)
    {
        (DisruptedPart Part, Service Service, TimeRange Time)[] lost = [.. _sold.Where(one => one.Service.Against(provider, one.Time).Count > 0)];
        if (lost.Length > 0)
        {
            provider.Lose([.. lost.Select(one => one.Part)], new TimeRange(lost.Min(one => one.Time.From), lost.Max(one => one.Time.To)));
        }
    }
}
