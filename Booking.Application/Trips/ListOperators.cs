namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Bus operators in the order of their ids.</summary>
/// <param name="Managed">The caller's own, withdrawn ones too.</param>
public sealed record ListOperatorsQuery(bool Managed, PageRequest Page) : IQuery<Page<OperatorView>>;

internal sealed class ListOperatorsHandler(IBookingDb db, RequestContext context, ICursorCodec cursors) : IRequestHandler<ListOperatorsQuery, Result<Page<OperatorView>>>
{
    private const string List = "operators";

    public async Task<Result<Page<OperatorView>>> Handle(ListOperatorsQuery query, CancellationToken cancellationToken)
    {
        if (query.Managed && TripOwners.CheckManager(context) is { } refused)
        {
            return refused;
        }

        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        IQueryable<Operator> operators = db.Operators.AsNoTracking();
        operators = query.Managed ? operators.Managed(context) : operators.Where(company => company.IsActive);
        List<Operator> rows = await operators.Where(company => company.Id > after).OrderBy(company => company.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        Dictionary<Guid, RatingTotal> ratings = await db.RatingTotals.OfAsync([.. rows.Select(company => company.Id)], cancellationToken);
        return cursors.Page(
            List, query.Page, rows, company => company.Id,
            company => OperatorView.Of(company, context.MayManage(company.OwnerId)) with { Rating = RatingSummary.Of(ratings.GetValueOrDefault(company.Id)) });
    }
}
