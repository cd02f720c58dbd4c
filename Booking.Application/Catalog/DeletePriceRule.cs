namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Takes a price rule away; holds and bookings that are there keep their prices.</summary>
public sealed record DeletePriceRuleCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class DeletePriceRuleHandler(IBookingDb db) : IRequestHandler<DeletePriceRuleCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeletePriceRuleCommand command, CancellationToken cancellationToken)
    {
        PriceRule? priceRule = await db.PriceRules.SingleOrDefaultAsync(priceRule => priceRule.Id == command.Id, cancellationToken);
        if (priceRule is null)
        {
            return PricingErrors.RuleNotFound;
        }

        Result<Done> allowed = priceRule.CheckVersion(command.Version);
        if (allowed.IsSuccess)
        {
            db.PriceRules.Remove(priceRule);
        }

        return allowed;
    }
}
