namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Takes a fee away; holds and bookings that are there keep their prices.</summary>
public sealed record DeleteFeeCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class DeleteFeeHandler(IBookingDb db) : IRequestHandler<DeleteFeeCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteFeeCommand command, CancellationToken cancellationToken)
    {
        Fee? fee = await db.Fees.SingleOrDefaultAsync(fee => fee.Id == command.Id, cancellationToken);
        if (fee is null)
        {
            return PricingErrors.FeeNotFound;
        }

        Result<Done> allowed = fee.CheckVersion(command.Version);
        if (allowed.IsSuccess)
        {
            db.Fees.Remove(fee);
        }

        return allowed;
    }
}
