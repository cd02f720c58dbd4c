namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Rates one item of a completed booking, of any kind; once, by its customer.</summary>
/// <param name="Item">Index of the booking's item.</param>
public sealed record GiveRatingCommand(Guid BookingId, int Item, int Stars, string Comment) : ICommand<RatingView>;

internal sealed class GiveRatingValidator : AbstractValidator<GiveRatingCommand>
{
    public GiveRatingValidator()
    {
        RuleFor(command => command.Item).InclusiveBetween(0, Hold.MaxItems - 1);
        RuleFor(command => command.Stars).InclusiveBetween(1, 5);
        RuleFor(command => command.Comment).Prose(Rating.MaxCommentLength);
    }
}

internal sealed class GiveRatingHandler(IBookingDb db, IUnitOfWork unitOfWork, IRatingTotals totals, RequestContext context) : IRequestHandler<GiveRatingCommand, Result<RatingView>>
{
    public async Task<Result<RatingView>> Handle(GiveRatingCommand command, CancellationToken cancellationToken)
    {
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        if (booking.CustomerId is not null && booking.CustomerId != context.UserId)
        {
            return RatingErrors.NotTheCustomer;
        }

        if (booking.StatusAt(unitOfWork.Now) != BookingStatus.Completed)
        {
            return RatingErrors.NotCompleted;
        }

        if (command.Item >= booking.Items.Count)
        {
            return Error.Rule("/item", "The booking has no such item.");
        }

        if (await db.Ratings.AnyAsync(rating => rating.BookingId == booking.Id && rating.Item == command.Item, cancellationToken))
        {
            return RatingErrors.AlreadyRated;
        }

        HoldItem item = booking.Items[command.Item];
        Guid offering = item.Kind == ItemKinds.Ticket
            ? await db.TicketTypes.Where(type => type.Id == item.OfferingId).Select(type => type.EventId).SingleAsync(cancellationToken)
            : item.OfferingId;
        Guid? provider = await PerformerAsync(item, cancellationToken);
        Rating rating = Rating.Give(
            Guid.CreateVersion7(unitOfWork.Now), context.TenantId, booking.Id, command.Item, item.Kind, offering, provider, booking.CustomerId,
            booking.Customer.Name.Trim().Split(' ')[0], command.Stars, command.Comment.Trim(), unitOfWork.Now);
        db.Ratings.Add(rating);
        await db.SaveChangesAsync(cancellationToken);
        await totals.AddAsync(rating.Subjects, rating.Stars, 1, cancellationToken);
        return RatingView.Of(rating, context, mayReply: false, unitOfWork.Now);
    }

    /// <summary>Who performs the appointment, or runs the bus.</summary>
    private async Task<Guid?> PerformerAsync(HoldItem item, CancellationToken ct) => item.Kind switch
    {
        ItemKinds.Service when Guid.TryParse(item.Details.GetValueOrDefault("providerId"), out Guid performer) => performer,
        ItemKinds.TripSeat => await db.Trips.Where(trip => trip.Id == item.OfferingId)
            .Join(db.Routes, trip => trip.RouteId, route => route.Id, (_, route) => (Guid?)route.OperatorId).SingleOrDefaultAsync(ct),
        _ => null,
    };
}
