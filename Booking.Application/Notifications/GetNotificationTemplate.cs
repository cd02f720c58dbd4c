namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
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
        if (key.IsFailure)
        {
            return key.Error;
        }

        (NotificationKind kind, NotificationChannel channel, string language) = key.Value;
        return TemplateView.Of(key.Value, await db.NotificationTemplates.AsNoTracking()
            .SingleOrDefaultAsync(template => template.Kind == kind.Name && template.Channel == channel && template.Language == language, cancellationToken));
    }
}
