namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes a rating, within its time.</summary>
/// <param name="Stars">Null leaves them as they are.</param>
/// <param name="Comment">Null leaves it as it is.</param>
public sealed record EditRatingCommand(Guid BookingId, Guid RatingId, int? Stars, string? Comment) : ICommand<RatingView>;

internal sealed class EditRatingValidator : AbstractValidator<EditRatingCommand>
{
    public EditRatingValidator()
    {
        RuleFor(command => command.Stars).InclusiveBetween(1, 5);
        RuleFor(command => command.Comment).Prose(Rating.MaxCommentLength);
    }
}

internal sealed class EditRatingHandler(IBookingDb db, IUnitOfWork unitOfWork, IRatingTotals totals, RequestContext context) : IRequestHandler<EditRatingCommand, Result<RatingView>>
{
    public async Task<Result<RatingView>> Handle(EditRatingCommand command, CancellationToken cancellationToken)
    {
        // The booking's row stands for its ratings: they are given and changed one after the other.
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        if (booking.CustomerId is not null && booking.CustomerId != context.UserId)
        {
            return RatingErrors.NotTheCustomer;
        }

        Rating? rating = await db.Ratings.SingleOrDefaultAsync(rating => rating.Id == command.RatingId && rating.BookingId == command.BookingId, cancellationToken);
        if (rating is null)
        {
            return RatingErrors.NotFound;
        }

        int before = rating.Stars;
        Result<Done> edited = rating.Edit(command.Stars ?? rating.Stars, command.Comment?.Trim() ?? rating.Comment, unitOfWork.Now);
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        if (rating.IsShown && rating.Stars != before)
        {
            await totals.AddAsync(rating.Subjects, rating.Stars - before, 0, cancellationToken);
        }

        return RatingView.Of(rating, context, mayReply: false, unitOfWork.Now);
    }
}
