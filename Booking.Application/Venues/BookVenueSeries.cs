namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>Books a hall again and again; each date that can be had is a booking of its own.</summary>
/// <param name="Rule">See <see cref="VenueRecurrence"/>; the item's time is the first.</param>
/// <param name="OnConflict">Fail or skip.</param>
public sealed record BookVenueSeriesCommand(VenueItem Item, VenueParty Party, string Rule, OnConflict OnConflict) : ICommand<VenueBookingView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class BookVenueSeriesValidator : AbstractValidator<BookVenueSeriesCommand>
{
    public BookVenueSeriesValidator()
    {
        RuleFor(command => command.Item).SetValidator(new VenueItemValidator()).OverridePropertyName("");
        RuleFor(command => command.Party).Custom((party, context) => new MakeBookingValidator().Validate(party.ToBooking(Guid.CreateVersion7())).Errors.ForEach(context.AddFailure));
    }
}

internal sealed class BookVenueSeriesHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, IBookingNumbers numbers, VenueSeriesPlanner planner, VenueGranter granter, VenueBooker booker, RequestContext context)
    : IRequestHandler<BookVenueSeriesCommand, Result<VenueBookingView>>
{
    public async Task<Result<VenueBookingView>> Handle(BookVenueSeriesCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Result<VenueSeriesPlan> planned = await planner.PlanAsync(command.Item, command.Rule, now, cancellationToken);
        if (planned.IsFailure)
        {
            return planned.Error;
        }

        VenueSeriesPlan plan = planned.Value;
        Result<Done> opened = await granter.OpenDaysAsync(plan.Days, cancellationToken);
        if (opened.IsFailure)
        {
            return opened.Error;
        }

        // The turn that each hold takes comes before the units, here as there.
        await unitOfWork.TakeTurnAsync($"holds of {context.UserId}", cancellationToken);

        // All units of all dates at once and in order: date by date two series could wait for each other.
        if (!await claims.TryLockAsync([.. plan.Grants.SelectMany(grant => grant?.Claims ?? [])], cancellationToken))
        {
            return HoldErrors.Busy;
        }

        List<VenueOccurrenceView> checkedDates = await planner.CheckAsync(plan, command.Item, now, cancellationToken);
        if (checkedDates.TrueForAll(date => date.Status != OccurrenceStatus.Free) || (command.OnConflict == OnConflict.Fail && checkedDates.Exists(date => date.Status != OccurrenceStatus.Free)))
        {
            return VenueErrors.SeriesConflict with { Extensions = new Dictionary<string, object?> { ["occurrences"] = checkedDates } };
        }

        List<VenueOccurrenceView> dates = [];
        foreach (VenueOccurrenceView date in checkedDates)
        {
            if (date.Status != OccurrenceStatus.Free)
            {
                dates.Add(date.Status == OccurrenceStatus.Conflict ? date with { Status = OccurrenceStatus.Skipped } : date);
                continue;
            }

            VenueItem item = command.Item with { From = WallTime.At(date.From), To = WallTime.At(date.To) };
            Result<BookingView> booking = await booker.BookAsync(item, command.Party, cancellationToken);
            if (booking.IsFailure)
            {
                return booking.Error;
            }

            dates.Add(date with { Status = OccurrenceStatus.Booked, BookingId = booking.Value.Id, Number = booking.Value.Number, BookingStatus = booking.Value.Status });
        }

        VenueSeries series = VenueSeries.Of(
            Guid.CreateVersion7(now), await numbers.NextAsync(cancellationToken), plan.Venue.Venue, context.UserId!.Value, command.Rule, command.OnConflict,
            [.. dates.Select(date => new VenueOccurrence(date.Index, date.From, date.To, date.Status, date.Reason, date.BookingId, date.Number))], now);
        db.VenueSeries.Add(series);
        return new VenueBookingView(series.Number, null, null, new VenueSeriesView(series.Id, series.Number, series.VenueId, series.Rule, series.OnConflict, series.CreatedAt, dates));
    }
}
