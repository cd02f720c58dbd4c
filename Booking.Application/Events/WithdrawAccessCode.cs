namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>From now on the code opens nothing; what was bought with it stays bought.</summary>
public sealed record WithdrawAccessCodeCommand(Guid EventId, Guid Id) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class WithdrawAccessCodeHandler(IBookingDb db, RequestContext context) : IRequestHandler<WithdrawAccessCodeCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawAccessCodeCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(command.EventId, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        AccessCode? code = await db.AccessCodes.SingleOrDefaultAsync(code => code.EventId == command.EventId && code.Id == command.Id && code.IsActive, cancellationToken);
        if (code is null)
        {
            return TicketingErrors.NoCode;
        }

        code.Withdraw();
        return Result.Success;
    }
}
