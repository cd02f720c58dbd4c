namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>Takes a product off sale; what is sold stays sold.</summary>
public sealed record WithdrawProductCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class WithdrawProductHandler(IBookingDb db, RequestContext context) : IRequestHandler<WithdrawProductCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawProductCommand command, CancellationToken cancellationToken)
    {
        Result<Product> product = await db.ManagedProductAsync(command.Id, command.Version, context, cancellationToken);
        if (product.IsFailure)
        {
            return product.Error;
        }

        product.Value.Withdraw();
        return Result.Success;
    }
}
