namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>Books a hall in one step, or asks its owner where he decides about each booking.</summary>
/// <param name="Message">To the owner, where he decides.</param>
public sealed record BookVenueCommand(VenueItem Item, VenueParty Party, string Message) : ICommand<VenueBookingView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class BookVenueValidator : AbstractValidator<BookVenueCommand>
{
    public BookVenueValidator()
    {
        RuleFor(command => command.Item).SetValidator(new VenueItemValidator()).OverridePropertyName("");
        RuleFor(command => command.Party).Custom((party, context) => new MakeBookingValidator().Validate(party.ToBooking(Guid.CreateVersion7())).Errors.ForEach(context.AddFailure));
        RuleFor(command => command.Message).Must(text => text.Length <= VenueRequest.TextMaxLength && Formats.IsStorable(text))
            .WithMessage($"At most {VenueRequest.TextMaxLength} characters, none of them NUL.");
    }
}

internal sealed class BookVenueHandler(
    IUnitOfWork unitOfWork, IAlternatives alternatives, VenueGranter granter, VenueConflicts conflicts, VenueBooker booker, VenueRequester requester)
    : IRequestHandler<BookVenueCommand, Result<VenueBookingView>>
{
    public async Task<Result<VenueBookingView>> Handle(BookVenueCommand command, CancellationToken cancellationToken)
    {
        Dictionary<Guid, KnownVenue> venues = await granter.FindAsync([command.Item.VenueId], command.Item.Extras, cancellationToken);
        if (!venues.TryGetValue(command.Item.VenueId, out KnownVenue? known) || !known.Venue.IsActive)
        {
            return OfferingErrors.NotFound;
        }

        if (known.Venue.Approval == VenueApproval.Required)
        {
            return await RequestAsync(command, known, cancellationToken);
        }

        Result<BookingView> booking = await booker.BookAsync(command.Item, command.Party, cancellationToken);
        return booking.IsFailure ? booking.Error : new VenueBookingView(booking.Value.Number, booking.Value, null, null);
    }

    private async Task<Result<VenueBookingView>> RequestAsync(BookVenueCommand command, KnownVenue known, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Venue venue = known.Venue;
        Result<DateTimeOffset> from = command.Item.From.Resolve(venue.TimeZone, "/from");
        if (from.IsFailure)
        {
            return from.Error;
        }

        Result<DateTimeOffset> to = command.Item.To.Resolve(venue.TimeZone, "/to");
        if (to.IsFailure)
        {
            return to.Error;
        }

        TimeRange asked = new(from.Value, to.Value);
        Result<Grant> grant = venue.Grant(0, asked, command.Item.Use, known.Extras, now);
        if (grant.IsFailure)
        {
            return grant.Error;
        }

        Result<Done> turn = await requester.TakeTurnAsync(command.Party, ct);
        if (turn.IsFailure)
        {
            return turn.Error;
        }

        List<ExtraDay> days = [.. VenueGranter.DaysOf(known, asked, command.Item.Use)];
        Result<Done> opened = await granter.OpenDaysAsync(days, ct);
        if (opened.IsFailure)
        {
            return opened.Error;
        }

        ClaimResult seen = venue.PendingBlocks == PendingBlocks.Hard ? ClaimResult.Claimed : await LookAsync(grant.Value, days, now, ct);
        if (seen.Outcome != ClaimOutcome.Claimed)
        {
            return await seen.RefuseAsync(alternatives, command.Item, grant.Value, ct);
        }

        Result<(VenueRequest Request, ClaimResult Claimed)> placed = await requester.PlaceAsync(venue, grant.Value, command.Party, command.Message, seriesId: null, ct);
        if (placed.IsFailure)
        {
            return placed.Error;
        }

        (VenueRequest request, ClaimResult claimed) = placed.Value;
        return claimed.Outcome == ClaimOutcome.Claimed
            ? new VenueBookingView(request.Number, null, VenueRequestView.Of(request, now), null)
            : await claimed.RefuseAsync(alternatives, command.Item, grant.Value, ct);
    }

    /// <summary>Asking for what somebody else has is refused at once; what is merely asked for by others is not theirs.</summary>
    private async Task<ClaimResult> LookAsync(Grant grant, List<ExtraDay> days, DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<ClaimConflict> found = (await conflicts.FindAsync([grant], days, now, ct))[0];
        return found.Count == 0 ? ClaimResult.Claimed
            : new ClaimResult(found.All(conflict => conflict.From is null) ? ClaimOutcome.SoldOut : ClaimOutcome.Conflict, found);
    }
}
