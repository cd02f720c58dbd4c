namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetNotificationPreferencesQuery : IQuery<PreferencesView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class GetNotificationPreferencesHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetNotificationPreferencesQuery, Result<PreferencesView>>
{
    public async Task<Result<PreferencesView>> Handle(GetNotificationPreferencesQuery query, CancellationToken cancellationToken) => PreferencesView.Of(
        await db.NotificationPreferences.AsNoTracking().SingleOrDefaultAsync(preferences => preferences.Id == context.UserId, cancellationToken)
        ?? NotificationPreferences.Create(context.UserId!.Value, context.TenantId));
}
