namespace Booking.Application.Attribution;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Attribution;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What the advertising network was told, the latest first; kept for 90 days.</summary>
public sealed record ListConversionDeliveriesQuery(ConversionDeliveryStatus? Status, PageRequest Page) : IQuery<Page<ConversionDeliveryView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListConversionDeliveriesHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListConversionDeliveriesQuery, Result<Page<ConversionDeliveryView>>>
{
    private const string List = "conversion-deliveries";

    public async Task<Result<Page<ConversionDeliveryView>>> Handle(ListConversionDeliveriesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        IQueryable<ConversionDelivery> deliveries = db.ConversionDeliveries.AsNoTracking();
        if (position.Value is var before && before != Guid.Empty)
        {
            deliveries = deliveries.Where(delivery => delivery.Id < before);
        }

        if (query.Status is { } status)
        {
            deliveries = deliveries.Where(delivery => delivery.Status == status);
        }

        List<ConversionDelivery> rows = await deliveries.OrderByDescending(delivery => delivery.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, row => row.Id, ConversionDeliveryView.Of);
    }
}
