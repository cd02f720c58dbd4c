namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>Books a hall again and again; each date that can be had is a booking of its own, or a request of its own where the owner decides.</summary>
/// <param name="Rule">See <see cref="VenueRecurrence"/>; the item's time is the first.</param>
/// <param name="OnConflict">Fail or skip.</param>
/// <param name="Message">To the owner, where he decides.</param>
public sealed record BookVenueSeriesCommand(VenueItem Item, VenueParty Party, string Rule, OnConflict OnConflict, string Message) : ICommand<VenueBookingView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class BookVenueSeriesValidator : AbstractValidator<BookVenueSeriesCommand>
{
    public BookVenueSeriesValidator()
    {
        RuleFor(command => command.Item).SetValidator(new VenueItemValidator()).OverridePropertyName("");
        RuleFor(command => command.Party).Custom((party, context) => new MakeBookingValidator().Validate(party.ToBooking(Guid.CreateVersion7())).Errors.ForEach(context.AddFailure));
        RuleFor(command => command.Message).Must(text => text.Length <= VenueRequest.TextMaxLength && Formats.IsStorable(text))
            .WithMessage($"At most {VenueRequest.TextMaxLength} characters, none of them NUL.");
    }
}

internal sealed class BookVenueSeriesHandler(
    IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, IBookingNumbers numbers, VenueSeriesPlanner planner, VenueGranter granter, VenueBooker booker, VenueRequester requester,
    VenueSeriesViewer viewer, RequestContext context) : IRequestHandler<BookVenueSeriesCommand, Result<VenueBookingView>>
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
        // The turn that each hold and request takes comes before pools and units, here as there.
        bool isAsked = plan.Venue.Venue.Approval == VenueApproval.Required;
        Result<Done> turn = isAsked ? await requester.TakeTurnAsync(command.Party, cancellationToken) : await TakeTurnOfHoldsAsync(cancellationToken);
        if (turn.IsFailure)
        {
            return turn.Error;
        }

        Result<Done> opened = await granter.OpenDaysAsync(plan.Days, cancellationToken);
        if (opened.IsFailure)
        {
            return opened.Error;
        }

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

        Guid seriesId = Guid.CreateVersion7(now);
        List<VenueOccurrence> dates = [];
        foreach (VenueOccurrenceView date in checkedDates)
        {
            Result<VenueOccurrence> made = date.Status != OccurrenceStatus.Free ? Without(date)
                : isAsked ? await AskAsync(date, plan, command, seriesId, cancellationToken)
                : await BookAsync(date, command, cancellationToken);
            if (made.IsFailure)
            {
                return made.Error;
            }

            dates.Add(made.Value);
        }

        VenueSeries series = VenueSeries.Of(
            seriesId, await numbers.NextAsync(cancellationToken), plan.Venue.Venue, context.UserId!.Value, command.Rule, command.OnConflict, dates, now);
        db.VenueSeries.Add(series);
        await db.SaveChangesAsync(cancellationToken);
        VenueSeriesView view = await viewer.ViewAsync(series, now, cancellationToken);
        return new VenueBookingView(
            series.Number, null, null,
            view with { Occurrences = [.. view.Occurrences.Zip(checkedDates, (date, seen) => date with { Conflicts = seen.Conflicts, Alternatives = seen.Alternatives })] });
    }

    private async Task<Result<Done>> TakeTurnOfHoldsAsync(CancellationToken ct)
    {
        await unitOfWork.TakeTurnAsync($"holds of {context.UserId}", ct);
        return Result.Success;
    }

    private static VenueOccurrence Without(VenueOccurrenceView date) =>
        new(date.Index, date.From, date.To, date.Status == OccurrenceStatus.Conflict ? OccurrenceStatus.Skipped : date.Status, date.Reason, null, null);

    private async Task<Result<VenueOccurrence>> BookAsync(VenueOccurrenceView date, BookVenueSeriesCommand command, CancellationToken ct)
    {
        VenueItem item = command.Item with { From = WallTime.At(date.From), To = WallTime.At(date.To) };
        Result<BookingView> booking = await booker.BookAsync(item, command.Party, ct);
        return booking.IsFailure
            ? booking.Error
            : new VenueOccurrence(date.Index, date.From, date.To, OccurrenceStatus.Booked, null, booking.Value.Id, booking.Value.Number);
    }

    private async Task<Result<VenueOccurrence>> AskAsync(VenueOccurrenceView date, VenueSeriesPlan plan, BookVenueSeriesCommand command, Guid seriesId, CancellationToken ct)
    {
        Result<(VenueRequest Request, ClaimResult Claimed)> placed =
            await requester.PlaceAsync(plan.Venue.Venue, plan.Grants[date.Index]!, command.Party, command.Message, seriesId, ct);
        if (placed.IsFailure)
        {
            return placed.Error;
        }

        (VenueRequest request, ClaimResult claimed) = placed.Value;
        return claimed.Outcome == ClaimOutcome.Claimed
            ? new VenueOccurrence(date.Index, date.From, date.To, OccurrenceStatus.Requested, null, null, request.Number, request.Id)
            : VenueErrors.SeriesConflict with
            {
                Extensions = new Dictionary<string, object?> { ["occurrences"] = (VenueOccurrenceView[])[date with { Status = OccurrenceStatus.Conflict, Conflicts = claimed.Conflicts }] },
            };
    }
}
