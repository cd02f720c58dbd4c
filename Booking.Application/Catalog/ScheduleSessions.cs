namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

/// <summary>
/// Schedules sessions of a class: one, or the same wall time on some weekdays until a date. Each takes its provider's slot, so no
/// appointment and no other class overlaps it.
/// </summary>
/// <param name="Until">The last local day of a weekly schedule; null schedules one session.</param>
/// <param name="Days">Weekdays of a weekly schedule; null or empty repeats the weekday of the first session.</param>
/// <param name="Places">Null takes the class's.</param>
/// <param name="SkipTaken">Leaves out sessions whose time the provider does not have, instead of refusing all.</param>
public sealed record ScheduleSessionsCommand(Guid ServiceId, Guid ProviderId, WallTime From, LocalDate? Until, IReadOnlyList<DayOfWeek>? Days, int? Places, bool SkipTaken)
    : ICommand<ClassSessionsView>, IRestricted
{
    public const int MaxSessions = 200;

    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

/// <param name="Items">What was scheduled, in order of time.</param>
/// <param name="Skipped">What was left out.</param>
public sealed record ClassSessionsView(IReadOnlyList<ClassSessionView> Items, IReadOnlyList<SkippedSessionView> Skipped);

/// <param name="Available">Places that can be held now.</param>
public sealed record ClassSessionView(Guid Id, Guid ServiceId, Guid ProviderId, DateTimeOffset From, DateTimeOffset To, int Places, int Available, ClassSessionStatus Status)
{
    internal static ClassSessionView Of(ClassSession session, int available) =>
        new(session.Id, session.ServiceId, session.ProviderId, session.StartsAt, session.EndsAt, session.Places, Math.Max(0, available), session.Status);
}

/// <param name="Reason">Why: <c>held</c>, <c>booked</c>, <c>blackout</c>, <c>buffer</c>, or <c>opening_hours</c> for a time that the clocks skip.</param>
public sealed record SkippedSessionView(DateOnly Date, string Reason);

internal sealed class ScheduleSessionsValidator : AbstractValidator<ScheduleSessionsCommand>
{
    public ScheduleSessionsValidator() => RuleFor(command => command.Days).WithoutNulls(7);
}

internal sealed class ScheduleSessionsHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, RequestContext context) : IRequestHandler<ScheduleSessionsCommand, Result<ClassSessionsView>>
{
    public async Task<Result<ClassSessionsView>> Handle(ScheduleSessionsCommand command, CancellationToken cancellationToken)
    {
        Result<Service> found = await db.ManagedServiceAsync(command.ServiceId, null, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Service service = found.Value;
        Provider? provider = await db.Providers.AsNoTracking().SingleOrDefaultAsync(provider => provider.Id == command.ProviderId, cancellationToken);
        if (provider is null)
        {
            return OfferingErrors.ProviderNotFound;
        }

        Result<DateTimeOffset> first = command.From.Resolve(service.TimeZone, "/from");
        if (first.IsFailure)
        {
            return first.Error;
        }

        List<ClassSessionView> scheduled = [];
        List<SkippedSessionView> skipped = [];
        foreach ((LocalDate date, DateTimeOffset? from) in Times(service, first.Value, command))
        {
            if (from is not { } start)
            {
                skipped.Add(new SkippedSessionView(Plain(date), Reason.OpeningHours));
                continue;
            }

            if (scheduled.Count == ScheduleSessionsCommand.MaxSessions)
            {
                return Error.Rule("/until", $"At most {ScheduleSessionsCommand.MaxSessions} sessions are scheduled at once.");
            }

            Result<ClassSession> session = ClassSession.Schedule(Guid.CreateVersion7(unitOfWork.Now), service, provider, start, command.Places ?? service.SeatsPerSlot, unitOfWork.Now);
            if (session.IsFailure)
            {
                return session.Error;
            }

            ClaimResult taken = await claims.TryOccupyAsync(session.Value.Id, new SlotClaim(0, provider.Id, session.Value.Asked, service.Blocked(session.Value.Asked)), cancellationToken);
            if (taken.Outcome == ClaimOutcome.Busy)
            {
                return HoldErrors.Busy;
            }

            if (taken.Outcome != ClaimOutcome.Claimed && !command.SkipTaken)
            {
                return Error.Conflict("inventory_conflict", "The provider does not have the time of a session.") with
                {
                    Extensions = new Dictionary<string, object?> { ["conflicts"] = taken.Conflicts },
                };
            }

            if (taken.Outcome != ClaimOutcome.Claimed)
            {
                skipped.Add(new SkippedSessionView(Plain(date), taken.Conflicts.Count > 0 ? taken.Conflicts[0].Reason : Reason.Booked));
                continue;
            }

            db.Pools.Add(Pool.Open(context.TenantId, session.Value.PoolId, session.Value.Places));
            db.ClassSessions.Add(session.Value);
            scheduled.Add(ClassSessionView.Of(session.Value, session.Value.Places));
        }

        return new ClassSessionsView(scheduled, skipped);
    }

    /// <summary>The dates with the instant of the wall time on each; null where the clocks skip it, the earlier one where they show it twice.</summary>
    private static IEnumerable<(LocalDate Date, DateTimeOffset? From)> Times(Service service, DateTimeOffset first, ScheduleSessionsCommand command)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[service.TimeZone];
        LocalDateTime start = first.ToInstant().InZone(zone).LocalDateTime;
        if (command.Until is not { } until)
        {
            yield return (start.Date, first);
            yield break;
        }

        IReadOnlyList<DayOfWeek> days = command.Days is { Count: > 0 } named ? named : [start.DayOfWeek.ToDayOfWeek()];
        LocalDate last = until < start.Date.PlusDays((int)SaleWindow.Horizon.TotalDays) ? until : start.Date.PlusDays((int)SaleWindow.Horizon.TotalDays);
        for (LocalDate date = start.Date; date <= last; date = date.PlusDays(1))
        {
            if (days.Contains(date.DayOfWeek.ToDayOfWeek()))
            {
                NodaTime.TimeZones.ZoneLocalMapping mapping = zone.MapLocal(date + start.TimeOfDay);
                yield return (date, mapping.Count == 0 ? null : mapping.First().ToInstant().ToDateTimeOffset());
            }
        }
    }

    private static DateOnly Plain(LocalDate date) => new(date.Year, date.Month, date.Day);
}
