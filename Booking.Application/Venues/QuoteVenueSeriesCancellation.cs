namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Payments;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Offers to take bookings of a series back: one date, one with all that follow, or all. What of them has begun, is not booked or was given
/// up before stays as it is; unpaid bookings are given up along with the others, for nothing.
/// </summary>
/// <param name="Occurrence">The date that the scope begins with; null for all.</param>
/// <param name="Reason">From an admin: the tenant calls it off, and everything goes back.</param>
public sealed record QuoteVenueSeriesCancellationCommand(Guid SeriesId, OccurrenceScope Scope, int? Occurrence, string? Reason) : ICommand<VenueSeriesCancellationView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class QuoteVenueSeriesCancellationValidator : AbstractValidator<QuoteVenueSeriesCancellationCommand>
{
    public QuoteVenueSeriesCancellationValidator() =>
        RuleFor(command => command.Reason).MaximumLength(Cancellation.ReasonMaxLength)
            .Must(reason => reason is null || (reason.Trim().Length > 0 && Formats.IsStorable(reason))).WithMessage("A reason has something to say, and no NUL character.");
}

internal sealed class QuoteVenueSeriesCancellationHandler(IBookingDb db, IUnitOfWork unitOfWork, BookingRefunds refunds, VenueSeriesViewer viewer, RequestContext context, BookingOptions options)
    : IRequestHandler<QuoteVenueSeriesCancellationCommand, Result<VenueSeriesCancellationView>>
{
    public async Task<Result<VenueSeriesCancellationView>> Handle(QuoteVenueSeriesCancellationCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        VenueSeries? series = await db.VenueSeries.AsNoTracking().SingleOrDefaultAsync(series => series.Id == command.SeriesId, cancellationToken);
        if (series is null || !context.MayUse(series.CustomerId, null))
        {
            return VenueErrors.SeriesNotFound;
        }

        if (command.Reason is not null && !context.IsAdmin)
        {
            return Error.Rule("/reason", "Only the tenant gives a reason.");
        }

        Result<IReadOnlyList<VenueOccurrence>> chosen = series.Choose(command.Scope, command.Occurrence);
        if (chosen.IsFailure)
        {
            return chosen.Error;
        }

        Dictionary<int, Guid> booked = await viewer.FindBookingsAsync(series, cancellationToken);
        Guid[] ids = [.. chosen.Value.Where(date => booked.ContainsKey(date.Index)).Select(date => booked[date.Index])];
        Dictionary<Guid, Booking> bookings = await db.LockBookingsAsync(ids, cancellationToken);
        Dictionary<Guid, long> left = await refunds.LeftAsync(ids, cancellationToken);
        bool isByTenant = command.Reason is not null;
        List<CancelledOccurrence> dates = [];
        foreach (VenueOccurrence date in chosen.Value)
        {
            Booking? booking = booked.TryGetValue(date.Index, out Guid id) ? bookings[id] : null;
            if (date.Index == command.Occurrence && !isByTenant && (booking?.StartsAt ?? date.From) <= now)
            {
                return Error.Rule("/occurrence", "This date has begun.", Reason.Past);
            }

            if (booking is null)
            {
                continue;
            }

            Result<IReadOnlyList<CancelledPart>> parts = booking.Select([], isByTenant, now);
            if (parts.IsSuccess)
            {
                dates.Add(Quote(date, booking, parts.Value, left.GetValueOrDefault(booking.Id), command.Reason, now));
            }
            else if (command.Scope == OccurrenceScope.This)
            {
                return parts.Error;
            }
        }

        if (dates.Count == 0)
        {
            return command.Scope == OccurrenceScope.This
                ? Error.Rule("/occurrence", "This date is not booked.")
                : Error.Rule("/scope", "Nothing of this series can be cancelled any more.", Reason.Past);
        }

        VenueSeriesCancellation cancellation = VenueSeriesCancellation.Quote(
            Guid.CreateVersion7(now), series, command.Scope, dates, isByTenant, command.Reason, options.QuoteTime, now);
        db.VenueSeriesCancellations.Add(cancellation);
        return VenueSeriesCancellationView.Of(cancellation, now);
    }

    private CancelledOccurrence Quote(VenueOccurrence date, Booking booking, IReadOnlyList<CancelledPart> parts, long left, string? reason, DateTimeOffset now)
    {
        Cancellation quote = Cancellation.Quote(
            Guid.CreateVersion7(now), booking, parts, reason is not null, reason, caseId: null, booking.Price.Total with { Amount = left }, options.QuoteTime, now);
        bool isPaid = booking.Status != BookingStatus.AwaitingPayment;
        if (isPaid)
        {
            db.Cancellations.Add(quote);
        }

        return new CancelledOccurrence(
            date.Index, booking.StartsAt ?? date.From, booking.EndsAt ?? date.To, booking.Id, booking.Number, isPaid ? quote.Id : null, quote.Lines[0].RefundPercent, quote.Refund, quote.Penalty);
    }
}
