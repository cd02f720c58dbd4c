namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Price rules in the order they were made, those that are switched off too.</summary>
public sealed record ListPriceRulesQuery(PageRequest Page) : IQuery<Page<PriceRuleView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListPriceRulesHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListPriceRulesQuery, Result<Page<PriceRuleView>>>
{
    private const string List = "price-rules";

    public async Task<Result<Page<PriceRuleView>>> Handle(ListPriceRulesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        List<PriceRule> priceRules = await db.PriceRules.AsNoTracking().Where(priceRule => priceRule.Id > after).OrderBy(priceRule => priceRule.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, priceRules, priceRule => priceRule.Id, PriceRuleView.Of);
    }
}
