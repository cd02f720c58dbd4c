namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>Takes a service off sale; what is sold stays sold.</summary>
public sealed record WithdrawServiceCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class WithdrawServiceHandler(IBookingDb db, RequestContext context) : IRequestHandler<WithdrawServiceCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawServiceCommand command, CancellationToken cancellationToken)
    {
        Result<Service> service = await db.ManagedServiceAsync(command.Id, command.Version, context, cancellationToken);
        if (service.IsFailure)
        {
            return service.Error;
        }

        service.Value.Withdraw();
        return Result.Success;
    }
}
