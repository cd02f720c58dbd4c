namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The caller's browsers, in the order they were subscribed.</summary>
public sealed record ListPushSubscriptionsQuery(PageRequest Page) : IQuery<Page<PushSubscriptionView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class ListPushSubscriptionsHandler(IBookingDb db, ICursorCodec cursors, RequestContext context) : IRequestHandler<ListPushSubscriptionsQuery, Result<Page<PushSubscriptionView>>>
{
    private const string List = "push-subscriptions";

    public async Task<Result<Page<PushSubscriptionView>>> Handle(ListPushSubscriptionsQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        List<PushSubscription> rows = await db.PushSubscriptions.AsNoTracking().Where(subscription => subscription.UserId == context.UserId && subscription.Id > after)
            .OrderBy(subscription => subscription.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, row => row.Id, PushSubscriptionView.Of);
    }
}
