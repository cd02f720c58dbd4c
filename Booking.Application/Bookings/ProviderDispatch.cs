namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Gives appointments that are sold to other providers. The caller has the booking locked; a transaction moves one appointment.</summary>
internal sealed class ProviderDispatch(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, IProviderWork work, AppointmentRules rules, BookingOptions options)
{
    private const string ByHand = "assigned by hand";

    /// <summary>The next step of a search: the best who is free takes the appointment, or nobody is left and the customer has a case.</summary>
    /// <returns>A failure where the inventory could not be locked in time: the caller rolls back and comes again.</returns>
    public async Task<Result<Done>> StepAsync(Booking booking, Reassignment due, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        if (booking.Status == BookingStatus.AwaitingPayment)
        {
            due.Wait((booking.PayBefore is { } until && until > now ? until : now) + rules.RetryAfter);
            return Result.Success;
        }

        if (!IsStillOf(booking, due))
        {
            return due.Drop(now);
        }

        IReadOnlyList<RankedProvider> ranked = await RankAsync(booking, due.Item, now, ct);
        RankedProvider? best = ranked.FirstOrDefault(provider => provider.IsEligible);
        if (best is null || due.Tries >= rules.MaxTries || booking.CheckReassignable(due.Item, now).IsFailure)
        {
            OpenCase(booking, due.Item, due.FromProviderId, due.Title, due.Note, due.Id);
            return due.Fail(ranked, now);
        }

        ClaimOutcome moved = await MoveAsync(booking, due.Item, best.ProviderId, ct);
        if (moved == ClaimOutcome.Busy)
        {
            return HoldErrors.Busy;
        }

        if (moved != ClaimOutcome.Claimed)
        {
            due.TryAgain(now + rules.RetryAfter);
            return Result.Success;
        }

        Provider provider = await db.Providers.AsNoTracking().SingleAsync(provider => provider.Id == best.ProviderId, ct);
        Result<Done> reassigned = booking.Reassign(due.Item, provider, best.Explain(), due.Note, isManual: false, now);
        return reassigned.IsFailure ? reassigned : due.Settle(provider.Id, null, ranked, now);
    }

    /// <summary>A person's choice. What was looked for or had become a case because of the one before is settled with it.</summary>
    /// <param name="force">Working hours do not matter; the provider's other appointments do.</param>
    public async Task<Result<Reassignment>> AssignAsync(Booking booking, int item, Guid providerId, bool force, string? note, Guid? by, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Result<Done> allowed = booking.CheckReassignable(item, now);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        Guid former = Appointment.ProviderOf(booking.Items[item])!.Value;
        string title = Appointment.NameOf(booking.Items[item]);
        if (former == providerId)
        {
            return BookingErrors.ProviderAssigned;
        }

        IReadOnlyList<RankedProvider> ranked = await RankAsync(booking, item, now, ct);
        if (ranked.FirstOrDefault(provider => provider.ProviderId == providerId) is not { } chosen)
        {
            return Error.Rule("/providerId", "This provider does not perform the service.");
        }

        if (chosen.Reasons.FirstOrDefault(reason => reason is not (Reason.Booked or Reason.Asked) && !force) is { } reason)
        {
            return Error.Rule("/providerId", $"The provider cannot take this appointment: {reason}.", reason);
        }

        ClaimOutcome moved = await MoveAsync(booking, item, providerId, ct);
        if (moved != ClaimOutcome.Claimed)
        {
            return moved == ClaimOutcome.Busy ? HoldErrors.Busy : BookingErrors.ProviderTaken;
        }

        Provider provider = await db.Providers.AsNoTracking().SingleAsync(provider => provider.Id == providerId, ct);
        Result<Done> reassigned = booking.Reassign(item, provider, ByHand, note, isManual: true, now);
        if (reassigned.IsFailure)
        {
            return reassigned.Error;
        }

        Reassignment? sought = await SoughtAsync(booking.Id, item, ct);
        if (sought is null)
        {
            sought = Reassignment.Ask(Guid.CreateVersion7(now), booking, item, former, null, title, note, now);
            db.Reassignments.Add(sought);
        }

        foreach (DisruptionCase opened in await OpenCasesAsync(booking.Id, item, former, ct))
        {
            opened.Rebook(now);
        }

        Result<Done> settled = sought.Settle(providerId, by, ranked, now);
        return settled.IsFailure ? settled.Error : sought;
    }

    /// <summary>The provider cannot: somebody else is looked for, or, where the customer has named the provider, the customer has a case.</summary>
    /// <returns>The case, or null.</returns>
    public async Task<Result<DisruptionCase?>> GiveBackAsync(Booking booking, int item, string reason, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Result<Done> allowed = booking.CheckReassignable(item, now);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        Guid provider = Appointment.ProviderOf(booking.Items[item])!.Value;
        if (await SoughtAsync(booking.Id, item, ct) is not null || (await OpenCasesAsync(booking.Id, item, provider, ct)).Count > 0)
        {
            return BookingErrors.ProviderSought;
        }

        string title = Appointment.NameOf(booking.Items[item]);
        if (!Appointment.IsWithAny(booking.Items[item]))
        {
            return OpenCase(booking, item, provider, title, reason, Guid.CreateVersion7(now));
        }

        Seek(booking, item, null, title, reason);
        return Result<DisruptionCase?>.Success(null);
    }

    /// <summary>Somebody else is to be found.</summary>
    public void Seek(Booking booking, int item, Guid? disruptionId, string title, string? note) => db.Reassignments.Add(Reassignment.Ask(
        Guid.CreateVersion7(unitOfWork.Now), booking, item, Appointment.ProviderOf(booking.Items[item])!.Value, disruptionId, title, note, unitOfWork.Now));

    /// <summary>How those who perform the service compare for an appointment now, best first; whoever has fallen out of it before is not asked again.</summary>
    public async Task<IReadOnlyList<RankedProvider>> RankAsync(Booking booking, int item, DateTimeOffset now, CancellationToken ct)
    {
        HoldItem sold = booking.Items[item];
        SlotClaimRow? taken = await db.SlotClaims.FirstOrDefaultAsync(claim => claim.BookingId == booking.Id && claim.Item == item && claim.State == ClaimState.Booked, ct);
        if (taken is null || Appointment.ProviderOf(sold) is not { } current || sold.From is not { } from)
        {
            return [];
        }

        Service service = await db.Services.AsNoTracking().SingleAsync(service => service.Id == sold.OfferingId, ct);
        List<Provider> providers = await db.Providers.AsNoTracking().Where(provider => service.ProviderIds.Contains(provider.Id) && provider.Id != current).ToListAsync(ct);
        List<Guid> former = await db.Reassignments
            .Where(before => before.BookingId == booking.Id && before.Item == item && before.AssignedBy == null && before.Status != ReassignmentStatus.Dropped)
            .Select(before => before.FromProviderId)
            .ToListAsync(ct);
        TimeRange asked = new(taken.AskedFrom, taken.AskedTo);
        TimeRange blocked = new(taken.BlockedFrom, taken.BlockedTo);
        IReadOnlyList<ProviderFit> fits = await work.LookAsync([.. providers.Select(provider => new SlotClaim(item, provider.Id, asked, blocked))], service.DayOf(service.DateOf(from)), now, ct);
        Dictionary<Guid, Provider> byId = providers.ToDictionary(provider => provider.Id);
        return ProviderRanking.Rank(
            service.Id,
            from,
            [
                .. fits.Select(fit => fit with
                {
                    Reasons = [.. service.Against(byId[fit.ProviderId], asked), .. fit.Reasons, .. former.Contains(fit.ProviderId) ? (string[])[Reason.Asked] : []],
                }),
            ],
            rules);
    }

    /// <summary>Whether the booking still has what somebody is looked for.</summary>
    private static bool IsStillOf(Booking booking, Reassignment due) =>
        booking.Status == BookingStatus.Confirmed && booking.Items[due.Item] is { Quantity: > 0 } item && Appointment.ProviderOf(item) == due.FromProviderId && item.From == due.StartsAt;

    /// <summary>Exchanges the provider's time for that of another one; what else the item has, such as add-ons, stays.</summary>
    private async Task<ClaimOutcome> MoveAsync(Booking booking, int item, Guid providerId, CancellationToken ct)
    {
        IReadOnlyList<Claim> sold = await claims.ListSoldAsync(booking.Id, [item], ct);
        Claim[] wanted = [.. sold.Select(claim => claim is SlotClaim slot ? slot with { UnitId = providerId } : claim)];
        return (await claims.TrySwapAsync(new ClaimSwap(booking.Id, booking.HoldId, [item], null, wanted), ct)).Outcome;
    }

    private Task<Reassignment?> SoughtAsync(Guid bookingId, int item, CancellationToken ct) => db.Reassignments
        .Where(sought => sought.BookingId == bookingId && sought.Item == item && sought.Status == ReassignmentStatus.Waiting)
        .OrderBy(sought => sought.Id)
        .FirstOrDefaultAsync(ct);

    private async Task<List<DisruptionCase>> OpenCasesAsync(Guid bookingId, int item, Guid providerId, CancellationToken ct)
    {
        List<DisruptionCase> cases = await db.DisruptionCases
            .Where(opened => opened.BookingId == bookingId && opened.Status == CaseStatus.Open && opened.Kind == ItemKinds.Service && opened.OfferingId == providerId)
            .ToListAsync(ct);
        return [.. cases.Where(opened => opened.Items.All(one => one == item))];
    }

    private DisruptionCase OpenCase(Booking booking, int item, Guid providerId, string title, string? note, Guid disruptionId)
    {
        HoldItem lost = booking.Items[item];
        DisruptionCase opened = DisruptionCase.Open(
            Guid.CreateVersion7(unitOfWork.Now), booking, disruptionId, new OfferingDisrupted(ItemKinds.Service, providerId, title, Disruption.Cancelled, lost.From, lost.To, note), [item], options.CaseTime, unitOfWork.Now);
        db.DisruptionCases.Add(opened);
        return opened;
    }
}
