namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The words that are used: the tenant's own, else the usual ones.</summary>
public sealed record GetNotificationTemplateQuery(string Kind, string Channel, string Language) : IQuery<TemplateView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class GetNotificationTemplateHandler(IBookingDb db) : IRequestHandler<GetNotificationTemplateQuery, Result<TemplateView>>
{
    public async Task<Result<TemplateView>> Handle(GetNotificationTemplateQuery query, CancellationToken cancellationToken)
    {
        Result<TemplateKey> key = TemplateKey.Of(query.Kind, query.Channel, query.Language);
        return key.IsFailure ? key.Error : TemplateView.Of(key.Value, await db.NotificationTemplates.AsNoTracking().FindOwnAsync(key.Value, cancellationToken));
    }
}
