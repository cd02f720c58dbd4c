namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>
/// The owner says yes: the request becomes a booking that awaits its payment. Where others have taken the time meanwhile it is refused
/// and stays pending, for the owner to decline or for the customer to withdraw.
/// </summary>
public sealed record ApproveVenueRequestCommand(Guid Id, string Note) : ICommand<VenueRequestView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ApproveVenueRequestValidator : AbstractValidator<ApproveVenueRequestCommand>
{
    public ApproveVenueRequestValidator() => RuleFor(command => command.Note).Must(text => text.Length <= VenueRequest.TextMaxLength && Formats.IsStorable(text))
        .WithMessage($"At most {VenueRequest.TextMaxLength} characters, none of them NUL.");
}

internal sealed class ApproveVenueRequestHandler(IBookingDb db, IUnitOfWork unitOfWork, IVenueRequests requests, IClaimStore claims, IAlternatives alternatives, RequestContext context)
    : IRequestHandler<ApproveVenueRequestCommand, Result<VenueRequestView>>
{
    public async Task<Result<VenueRequestView>> Handle(ApproveVenueRequestCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        VenueRequest? request = await requests.LockAsync(command.Id, cancellationToken);
        if (request is null)
        {
            return VenueRequestErrors.NotFound;
        }

        Result<Venue> venue = await db.FindManagedAsync(request.VenueId, context, cancellationToken);
        if (venue.IsFailure)
        {
            return venue.Error;
        }

        Guid bookingId = Guid.CreateVersion7(now);
        Result<Done> approved = request.Approve(bookingId, context.UserId, command.Note, now);
        if (approved.IsFailure)
        {
            return approved.Error;
        }

        Hold hold = await db.LockHoldAsync(request.HoldId, cancellationToken) ?? throw new InvalidOperationException("A request's hold is never removed.");
        Booking booking = Booking.Make(
            bookingId, request.BookingNumber, hold, request.Customer, [], request.Metadata, request.PayWithinAt(now), now);
        if (request.Blocks != PendingBlocks.Hard)
        {
            ClaimResult claimed = await claims.TryClaimAsync(hold.Id, request.Claims, booking.PayBefore ?? request.RespondBy, cancellationToken);
            if (claimed.Outcome != ClaimOutcome.Claimed)
            {
                WallTime from = WallTime.At(request.StartsAt);
                VenueItem item = new(request.VenueId, from, WallTime.At(request.EndsAt), 1, null, []);
                return await claimed.RefuseAsync(alternatives, item, new Grant(request.Item, request.Claims, request.Price.Lines, Hold.HardCap), cancellationToken);
            }
        }

        if (!await claims.TryConvertAsync(hold.Id, booking.Id, booking.PayBefore, cancellationToken))
        {
            // A blackout by force has taken the time from the request.
            return VenueRequestErrors.Lapsed;
        }

        db.Bookings.Add(booking);
        await db.SaveChangesAsync(cancellationToken);
        return VenueRequestView.Of(request, now);
    }
}
