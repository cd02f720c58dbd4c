namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetPriceRuleQuery(Guid Id) : IQuery<Versioned<PriceRuleView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class GetPriceRuleHandler(IBookingDb db) : IRequestHandler<GetPriceRuleQuery, Result<Versioned<PriceRuleView>>>
{
    public async Task<Result<Versioned<PriceRuleView>>> Handle(GetPriceRuleQuery query, CancellationToken cancellationToken)
    {
        PriceRule? priceRule = await db.PriceRules.AsNoTracking().SingleOrDefaultAsync(priceRule => priceRule.Id == query.Id, cancellationToken);
        return priceRule is null ? PricingErrors.RuleNotFound : new Versioned<PriceRuleView>(PriceRuleView.Of(priceRule), priceRule.Version);
    }
}
