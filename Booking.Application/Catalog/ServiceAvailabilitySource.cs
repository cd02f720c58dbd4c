namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Services, which are known by their city only: a search near a place leaves them out. Appointments begin when the time asked for begins;
/// of a class the next session from then on is meant.
/// </summary>
internal sealed class ServiceAvailabilitySource(IBookingDb db, TimedAvailability timed, OpenInventory inventory) : IAvailabilitySource
{
    private const int Alternatives = 3;
    private const int MostSessions = 1_000;

    private static readonly TimeSpan Reach = TimeSpan.FromDays(14);

    public OfferingKind Kind => OfferingKind.Service;

    public async Task<IReadOnlyList<AvailabilityView>> FindAsync(AvailabilityQuestion question, Guid after, int take, CancellationToken ct)
    {
        if (question.Near is not null)
        {
            return [];
        }

        List<Service> services = await db.Services.AsNoTracking()
            .Where(service => service.IsActive && service.Id > after && (question.OfferingId == null || service.Id == question.OfferingId))
            .OrderBy(service => service.Id)
            .Take(take)
            .ToListAsync(ct);
        Dictionary<Guid, Service> appointments = services.Where(service => !service.IsClass && service.ProviderIds.Count > 0).ToDictionary(service => service.Id);
        IReadOnlyList<AvailabilityView> views =
        [
            .. await timed.TryAsync(
                Kind, [.. appointments.Values.Select(service => (service.Id, service.Name, service.TimeZone))],
                (id, time) => [.. appointments[id].ProviderIds.Take(IProviderWork.MaxCandidates).Select(provider => new ServiceItem(id, WallTime.At(time.From), provider, question.Quantity))],
                question, ct),
            .. await ClassesAsync([.. services.Where(service => service.IsClass)], question, ct),
        ];
        return [.. views.OrderBy(view => view.OfferingId)];
    }

    private async Task<IReadOnlyList<AvailabilityView>> ClassesAsync(List<Service> classes, AvailabilityQuestion question, CancellationToken ct)
    {
        if (classes.Count == 0)
        {
            return [];
        }

        List<Guid> ids = [.. classes.Select(service => service.Id)];
        DateTimeOffset from = question.Asked.From > question.Now ? question.Asked.From : question.Now;
        DateTimeOffset to = question.Asked.To + Reach;
        List<ClassSession> sessions = await db.ClassSessions.AsNoTracking()
            .Where(session => ids.Contains(session.ServiceId) && session.Status == ClassSessionStatus.Scheduled && session.StartsAt >= from && session.StartsAt < to)
            .OrderBy(session => session.StartsAt).ThenBy(session => session.Id)
            .Take(MostSessions)
            .ToListAsync(ct);
        IReadOnlyDictionary<int, ClaimConflict> full = await inventory.FindConflictsAsync(
            [.. sessions.Select((session, index) => new QuotaClaim(index, session.PoolId, question.Quantity))], question.Now, ct);
        ILookup<Guid, (ClassSession Session, bool IsFull)> byService = sessions.Select((session, index) => (Session: session, IsFull: full.ContainsKey(index))).ToLookup(one => one.Session.ServiceId);
        return [.. classes.Select(service => View(service, [.. byService[service.Id]], question))];
    }

    private AvailabilityView View(Service service, List<(ClassSession Session, bool IsFull)> sessions, AvailabilityQuestion question)
    {
        List<(ClassSession Session, bool IsFull)> asked = [.. sessions.Where(one => one.Session.StartsAt < question.Asked.To)];
        ClassSession? free = asked.Where(one => !one.IsFull).Select(one => one.Session).FirstOrDefault();
        AvailabilityReason[] reasons = free is not null
            ? []
            : asked.Count == 0
                ? [new AvailabilityReason(Reason.OpeningHours, "No session begins in that time.", null, null, null)]
                : [new AvailabilityReason(Reason.Quota, TimedAvailability.MessageOf(Reason.Quota), null, null, null)];
        return new AvailabilityView(
            Kind, service.Id, service.Name, free?.StartsAt ?? question.Asked.From, free?.EndsAt ?? question.Asked.To, service.TimeZone, free is not null, service.Price * question.Quantity, null, reasons,
            free is not null ? [] :
            [
                .. sessions.Where(one => !one.IsFull).Take(Alternatives)
                    .Select(one => new Alternative(ItemKinds.Service, service.Id, service.Name, one.Session.StartsAt, one.Session.EndsAt, [], null)),
            ]);
    }
}
