namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Replies to a rating; a later reply replaces it.</summary>
public sealed record ReplyToRatingCommand(Guid RatingId, string Text) : ICommand<RatingView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ReplyToRatingValidator : AbstractValidator<ReplyToRatingCommand>
{
    public ReplyToRatingValidator() => RuleFor(command => command.Text).NotEmpty().Prose(Rating.MaxCommentLength);
}

internal sealed class ReplyToRatingHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<ReplyToRatingCommand, Result<RatingView>>
{
    public async Task<Result<RatingView>> Handle(ReplyToRatingCommand command, CancellationToken cancellationToken)
    {
        Rating? rating = await db.Ratings.SingleOrDefaultAsync(rating => rating.Id == command.RatingId, cancellationToken);
        if (rating is null)
        {
            return RatingErrors.NotFound;
        }

        if (!await db.MayReplyAsync(rating, context, cancellationToken))
        {
            return OfferingErrors.NotTheOwner;
        }

        rating.Answer(command.Text.Trim(), unitOfWork.Now);
        return RatingView.Of(rating, context, mayReply: true, unitOfWork.Now);
    }
}
