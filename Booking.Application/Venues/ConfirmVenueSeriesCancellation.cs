namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Accepts a quoted cancellation of dates of a series: all of them in one transaction, or none where one booking has changed since. Repeatable,
/// with one refund for each.
/// </summary>
public sealed record ConfirmVenueSeriesCancellationCommand(Guid SeriesId, Guid Id) : ICommand<VenueSeriesCancellationView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class ConfirmVenueSeriesCancellationHandler(IBookingDb db, IUnitOfWork unitOfWork, BookingCancellations cancellations, RequestContext context, BookingOptions options)
    : IRequestHandler<ConfirmVenueSeriesCancellationCommand, Result<VenueSeriesCancellationView>>
{
    public async Task<Result<VenueSeriesCancellationView>> Handle(ConfirmVenueSeriesCancellationCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        VenueSeries? series = await db.VenueSeries.AsNoTracking().SingleOrDefaultAsync(series => series.Id == command.SeriesId, cancellationToken);
        if (series is null || !context.MayUse(series.CustomerId, null))
        {
            return VenueErrors.SeriesNotFound;
        }

        IReadOnlyList<CancelledOccurrence>? quoted = (await Find(command).AsNoTracking().SingleOrDefaultAsync(cancellationToken))?.Occurrences;
        if (quoted is null)
        {
            return BookingErrors.QuoteNotFound;
        }

        // The bookings' locks decide among all who accept, change or pay: the quote is read again behind them.
        Dictionary<Guid, Booking> bookings = await db.LockBookingsAsync([.. quoted.Select(date => date.BookingId)], cancellationToken);
        VenueSeriesCancellation cancellation = await Find(command).SingleAsync(cancellationToken);
        if (cancellation.IsByTenant && !context.IsAdmin)
        {
            return BookingErrors.QuoteNotFound;
        }

        if (cancellation.Status == CancellationStatus.Quoted)
        {
            Result<Done> confirmed = cancellation.Confirm(series, now);
            if (confirmed.IsFailure)
            {
                return confirmed.Error;
            }

            Result<List<(Booking, Cancellation)>> accepted = await AcceptAsync(cancellation, bookings, now, cancellationToken);
            if (accepted.IsFailure)
            {
                return accepted.Error;
            }

            Result<Done> carriedOut = await cancellations.CarryOutAllAsync(accepted.Value, cancellationToken);
            if (carriedOut.IsFailure)
            {
                return carriedOut.Error;
            }
        }

        return VenueSeriesCancellationView.Of(cancellation, now);
    }

    private IQueryable<VenueSeriesCancellation> Find(ConfirmVenueSeriesCancellationCommand command) =>
        db.VenueSeriesCancellations.Where(cancellation => cancellation.Id == command.Id && cancellation.SeriesId == command.SeriesId);

    /// <summary>The cancellation of each booking, where all stand as they were quoted.</summary>
    private async Task<Result<List<(Booking, Cancellation)>>> AcceptAsync(
        VenueSeriesCancellation quote, Dictionary<Guid, Booking> bookings, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = [.. quote.Occurrences.Select(date => date.CancellationId).OfType<Guid>()];
        Dictionary<Guid, Cancellation> quoted = await db.Cancellations.Where(cancellation => ids.Contains(cancellation.Id)).ToDictionaryAsync(cancellation => cancellation.Id, ct);
        List<(Booking, Cancellation)> accepted = [];
        foreach (CancelledOccurrence date in quote.Occurrences)
        {
            Booking booking = bookings[date.BookingId];
            bool isUnpaid = booking.Status == BookingStatus.AwaitingPayment;
            Result<IReadOnlyList<CancelledPart>> parts = booking.Select([], isByTenant: true, now);
            if (parts.IsFailure || isUnpaid != date.CancellationId is null || (date.CancellationId is { } id && quoted[id].Status != CancellationStatus.Quoted))
            {
                return BookingErrors.QuoteOutdated;
            }

            Cancellation cancellation = date.CancellationId is { } own ? quoted[own] : Unpaid(quote, booking, parts.Value, now);
            accepted.Add((booking, cancellation));
        }

        return accepted;
    }

    private Cancellation Unpaid(VenueSeriesCancellation quote, Booking booking, IReadOnlyList<CancelledPart> parts, DateTimeOffset now)
    {
        Cancellation cancellation = Cancellation.Quote(
            Guid.CreateVersion7(now), booking, parts, quote.IsByTenant, quote.Reason, caseId: null, Money.Zero(booking.Price.Total.Currency), options.QuoteTime, now);
        db.Cancellations.Add(cancellation);
        return cancellation;
    }
}
