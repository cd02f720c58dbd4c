namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Takes a rating out of lists and averages, or shows it again. Repeatable.</summary>
/// <param name="Reason">Null shows it again.</param>
public sealed record HideRatingCommand(Guid RatingId, string? Reason) : ICommand<RatingView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class HideRatingValidator : AbstractValidator<HideRatingCommand>
{
    public HideRatingValidator() => RuleFor(command => command.Reason).OneLine(500);
}

internal sealed class HideRatingHandler(IBookingDb db, IUnitOfWork unitOfWork, IRatingTotals totals, RequestContext context) : IRequestHandler<HideRatingCommand, Result<RatingView>>
{
    public async Task<Result<RatingView>> Handle(HideRatingCommand command, CancellationToken cancellationToken)
    {
        Guid? bookingId = await db.Ratings.Where(rating => rating.Id == command.RatingId).Select(rating => (Guid?)rating.BookingId).SingleOrDefaultAsync(cancellationToken);
        if (bookingId is not { } booking)
        {
            return RatingErrors.NotFound;
        }

        await db.LockBookingAsync(booking, cancellationToken);
        Rating rating = await db.Ratings.SingleAsync(rating => rating.Id == command.RatingId, cancellationToken);
        bool wasShown = rating.IsShown;
        if (command.Reason is { } reason)
        {
            rating.Hide(reason.Trim());
        }
        else
        {
            rating.Show();
        }

        await db.SaveChangesAsync(cancellationToken);
        int count = (rating.IsShown ? 1 : 0) - (wasShown ? 1 : 0);
        if (count != 0)
        {
            await totals.AddAsync(rating.Subjects, count * rating.Stars, count, cancellationToken);
        }

        return RatingView.Of(rating, context, mayReply: true, unitOfWork.Now);
    }
}
