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

/// <summary>
/// Keeps a provider's time free of appointments and classes. Sessions inside that nobody has a place of are called off with it. One with a
/// held or sold place stands in the way like an appointment; by force it is called off too, and a case is opened for each booking of it.
/// Lifting the blackout brings no session back: it is scheduled anew.
/// </summary>
public sealed record PlaceProviderBlackoutCommand(Guid ProviderId, AskedBlackout Blackout) : ICommand<BlackoutView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class PlaceProviderBlackoutValidator : AbstractValidator<PlaceProviderBlackoutCommand>
{
    public PlaceProviderBlackoutValidator() => RuleFor(command => command.Blackout).SetValidator(new AskedBlackoutValidator()).OverridePropertyName("");
}

internal sealed class PlaceProviderBlackoutHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, Blackouts blackouts, RequestContext context)
    : IRequestHandler<PlaceProviderBlackoutCommand, Result<BlackoutView>>
{
    // Local times of somebody without a clock of his own.
    private const string NoZone = "UTC";

    public async Task<Result<BlackoutView>> Handle(PlaceProviderBlackoutCommand command, CancellationToken cancellationToken)
    {
        Result<Provider> found = await db.ManagedProviderAsync(command.ProviderId, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Provider provider = found.Value;
        BlackoutUnit unit = new(ItemKinds.Service, provider.Id, provider.Name, provider.TimeZone ?? NoZone);
        return await blackouts.PlaceAsync(unit, command.Blackout, cancellationToken, (blackout, ct) => CallOffAsync(provider, blackout, command.Blackout.Force, ct));
    }

    /// <returns>What is sold of the sessions that were called off by force.</returns>
    private async Task<Result<IReadOnlyList<ClaimConflict>>> CallOffAsync(Provider provider, Blackout blackout, bool isForced, CancellationToken ct)
    {
        DateTimeOffset from = blackout.Times[0].From;
        DateTimeOffset to = blackout.Times[^1].To;
        List<Guid> pools = await db.ClassSessions.AsNoTracking().Where(session => session.ProviderId == provider.Id && session.StartsAt < to && session.EndsAt > from)
            .Select(session => session.PoolId).ToListAsync(ct);
        if (pools.Count == 0)
        {
            return Result<IReadOnlyList<ClaimConflict>>.Success([]);
        }

        if (!await claims.TryLockAsync(provider.Id, pools, ct))
        {
            return HoldErrors.Busy;
        }

        // With the places locked nobody takes one while it is decided who has one.
        List<ClassSession> sessions = await db.ClassSessions.Where(session => pools.Contains(session.PoolId) && session.Status == ClassSessionStatus.Scheduled).OrderBy(session => session.StartsAt).ToListAsync(ct);
        IReadOnlyDictionary<Guid, int> left = await db.LeftAsync(pools, unitOfWork.Now, ct);
        List<Guid> services = [.. sessions.Select(session => session.ServiceId).Distinct()];
        Dictionary<Guid, string> titles = await db.Services.AsNoTracking().Where(service => services.Contains(service.Id)).ToDictionaryAsync(service => service.Id, service => service.Name, ct);
        List<ClaimConflict> sold = [];
        foreach (ClassSession session in sessions)
        {
            int time = blackout.Times.ToList().FindIndex(time => session.Asked.Overlaps(new TimeRange(time.From, time.To)));
            bool isTaken = left.GetValueOrDefault(session.PoolId) < session.Places;
            if (time < 0 || (isTaken && !isForced))
            {
                continue;
            }

            if (isTaken)
            {
                sold.Add(new ClaimConflict(time, provider.Id.ToString(), session.StartsAt, session.EndsAt, Reason.Booked, null));
            }

            Result<Done> cancelled = session.Cancel(titles[session.ServiceId], blackout.Reason.Length == 0 ? null : blackout.Reason);
            if (cancelled.IsFailure)
            {
                return cancelled.Error;
            }

            await claims.CloseAsync(session.PoolId, ct);
            await claims.VacateAsync(session.Id, provider.Id, ct);
        }

        return sold;
    }
}
