namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Why an appointment has the provider that it has, who had it before, and how the others compare.</summary>
public sealed record ExplainProviderQuery(Guid BookingId, int Item) : IQuery<ProviderExplanationView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="IsChosen">Whether the customer did not mind who; else the customer has named the provider.</param>
/// <param name="ChosenBecause">In words; null where the customer named the provider.</param>
/// <param name="Reassignments">The searches for somebody else, oldest first.</param>
/// <param name="Candidates">How the others compare now, best first; empty for an appointment that is over or off.</param>
public sealed record ProviderExplanationView(
    Guid BookingId,
    int Item,
    Guid ProviderId,
    string Provider,
    bool IsChosen,
    string? ChosenBecause,
    IReadOnlyList<ReassignmentView> Reassignments,
    IReadOnlyList<RankedProviderView> Candidates);

internal sealed class ExplainProviderHandler(IBookingDb db, ProviderDispatch dispatch, IDatabaseClock clock) : IRequestHandler<ExplainProviderQuery, Result<ProviderExplanationView>>
{
    private const int MaxReassignments = 100;

    public async Task<Result<ProviderExplanationView>> Handle(ExplainProviderQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.BookingId, cancellationToken);
        if (booking is null)
        {
            return BookingErrors.NotFound;
        }

        if (query.Item < 0 || query.Item >= booking.Items.Count || Appointment.ProviderOf(booking.Items[query.Item]) is not { } current)
        {
            return BookingErrors.NoAppointment;
        }

        HoldItem item = booking.Items[query.Item];
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<Reassignment> before = await db.Reassignments.AsNoTracking()
            .Where(one => one.BookingId == booking.Id && one.Item == query.Item)
            .OrderBy(one => one.Id)
            .Take(MaxReassignments)
            .ToListAsync(cancellationToken);
        IReadOnlyList<RankedProvider> candidates = booking.CheckReassignable(query.Item, now).IsSuccess ? await dispatch.RankAsync(booking, query.Item, now, cancellationToken) : [];
        Dictionary<Guid, string> names = await db.ProviderNamesAsync(before, candidates, cancellationToken);
        return new ProviderExplanationView(
            booking.Id,
            query.Item,
            current,
            Appointment.NameOf(item),
            Appointment.IsWithAny(item),
            Appointment.BecauseOf(item),
            [.. before.Select(one => ReassignmentView.Of(one, names))],
            [.. candidates.Select(provider => RankedProviderView.Of(provider, names))]);
    }
}
