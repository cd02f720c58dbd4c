namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;

/// <summary>The provider says that a user wants no more messages of this kind.</summary>
public sealed record WithdrawConsentCommand(Guid UserId, NotificationChannel Channel) : ICommand<Done>;

internal sealed class WithdrawConsentHandler(ConsentDesk consents) : IRequestHandler<WithdrawConsentCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawConsentCommand command, CancellationToken cancellationToken)
    {
        await consents.WithdrawAsync(command.UserId, command.Channel, cancellationToken);
        return Result.Success;
    }
}
