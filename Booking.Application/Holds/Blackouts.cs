namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

/// <summary>What a blackout is asked for with; local times are meant in the unit's zone.</summary>
/// <param name="RepeatsUntil">Repeats it every week until this local day.</param>
/// <param name="Force">Also over what is held or sold.</param>
public sealed record AskedBlackout(WallTime From, WallTime To, DateOnly? RepeatsUntil, string Reason, bool Force);

internal sealed class AskedBlackoutValidator : AbstractValidator<AskedBlackout>
{
    public AskedBlackoutValidator() => RuleFor(asked => asked.Reason).NotNull().MaximumLength(Blackout.ReasonMaxLength)
        .Must(reason => reason is null || Formats.IsStorable(reason)).WithMessage("A reason has no NUL character.");
}

/// <summary>
/// Keeps a unit's time away from customers: for every kind of unit that is taken by time. The use cases of a vertical find the unit, see
/// to who may, and ask here.
/// </summary>
internal sealed class Blackouts(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, ICursorCodec cursors, RequestContext context)
{
    /// <summary>
    /// Over something held or sold it is refused with what stands in the way. By force holds lose the unit, and bookings keep it until
    /// their case is settled: from then on the blackout has that time too.
    /// </summary>
    /// <param name="clear">Makes room first, and says what it took from customers.</param>
    public async Task<Result<BlackoutView>> PlaceAsync(
        BlackoutUnit unit, AskedBlackout asked, CancellationToken ct, Func<Blackout, CancellationToken, Task<Result<IReadOnlyList<ClaimConflict>>>>? clear = null)
    {
        Result<DateTimeOffset> from = asked.From.Resolve(unit.TimeZone, "/from");
        if (from.IsFailure)
        {
            return from.Error;
        }

        Result<DateTimeOffset> to = asked.To.Resolve(unit.TimeZone, "/to");
        if (to.IsFailure)
        {
            return to.Error;
        }

        DateTimeOffset now = unitOfWork.Now;
        Result<Blackout> placed = Blackout.Place(
            Guid.CreateVersion7(now), context.TenantId, unit, new TimeRange(from.Value, to.Value), asked.RepeatsUntil, asked.Reason, context.UserId, now);
        if (placed.IsFailure)
        {
            return placed.Error;
        }

        Blackout blackout = placed.Value;
        Result<IReadOnlyList<ClaimConflict>> cleared = clear is null ? Result<IReadOnlyList<ClaimConflict>>.Success([]) : await clear(blackout, ct);
        if (cleared.IsFailure)
        {
            return cleared.Error;
        }

        ClaimResult claimed = await claims.TryBlackOutAsync(blackout.Id, unit.Id, [.. blackout.Times.Select(time => new TimeRange(time.From, time.To))], asked.Force, ct);
        if (claimed.Outcome != ClaimOutcome.Claimed)
        {
            return claimed.Outcome == ClaimOutcome.Busy
                ? HoldErrors.Busy
                : BlackoutErrors.OverSold with { Extensions = new Dictionary<string, object?> { ["conflicts"] = claimed.Conflicts } };
        }

        blackout.Disrupt(unit.Title, claimed.Conflicts.Select(conflict => conflict.Item));
        db.Blackouts.Add(blackout);
        return BlackoutView.Of(blackout, [.. cleared.Value, .. claimed.Conflicts]);
    }

    /// <summary>Gives the time back; repeatable.</summary>
    public async Task<Result<Done>> LiftAsync(Guid unitId, Guid blackoutId, CancellationToken ct)
    {
        Blackout? blackout = await db.Blackouts.SingleOrDefaultAsync(blackout => blackout.Id == blackoutId && blackout.UnitId == unitId, ct);
        if (blackout is null)
        {
            return BlackoutErrors.NotFound;
        }

        await claims.LiftBlackoutAsync(blackout.Id, ct);
        return blackout.Lift(unitOfWork.Now);
    }

    /// <summary>Those that hold, oldest first.</summary>
    public async Task<Result<Page<BlackoutView>>> ListAsync(Guid unitId, PageRequest page, CancellationToken ct)
    {
        string list = $"blackouts of {unitId}";
        Result<Guid> position = cursors.After(list, page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        List<Blackout> rows = await db.Blackouts.AsNoTracking()
            .Where(blackout => blackout.UnitId == unitId && blackout.LiftedAt == null && blackout.Id > after)
            .OrderBy(blackout => blackout.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        return cursors.Page(list, page, rows, blackout => blackout.Id, blackout => BlackoutView.Of(blackout, []));
    }
}
