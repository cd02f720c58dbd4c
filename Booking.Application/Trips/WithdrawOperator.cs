namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The operator starts no new routes; what is sold stays sold.</summary>
public sealed record WithdrawOperatorCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class WithdrawOperatorHandler(IBookingDb db, RequestContext context) : IRequestHandler<WithdrawOperatorCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(WithdrawOperatorCommand command, CancellationToken cancellationToken)
    {
        Operator? company = await db.Operators.SingleOrDefaultAsync(company => company.Id == command.Id, cancellationToken);
        if (company is null)
        {
            return OfferingErrors.NotFound;
        }

        if (!context.MayManage(company.OwnerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        Result<Done> current = company.CheckVersion(command.Version);
        if (current.IsSuccess)
        {
            company.Withdraw();
        }

        return current;
    }
}
