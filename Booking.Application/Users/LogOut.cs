namespace Booking.Application.Users;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Ends the session that a refresh token belongs to. Repeatable; a token that is not known is as good as ended.</summary>
public sealed record LogOutCommand(string RefreshToken) : ICommand<Done>
{
    public override string ToString() => nameof(LogOutCommand);
}

internal sealed class LogOutValidator : AbstractValidator<LogOutCommand>
{
    public LogOutValidator() => RuleFor(command => command.RefreshToken).NotEmpty();
}

internal sealed class LogOutHandler(IBookingDb db, IUnitOfWork unitOfWork) : IRequestHandler<LogOutCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(LogOutCommand command, CancellationToken cancellationToken)
    {
        RefreshToken? token = await db.LockRefreshTokenAsync(RefreshTokenFormat.Hash(command.RefreshToken), cancellationToken);
        if (token is not null)
        {
            await db.RevokeFamilyAsync(token.FamilyId, unitOfWork.Now, cancellationToken);
        }

        return Result.Success;
    }
}
