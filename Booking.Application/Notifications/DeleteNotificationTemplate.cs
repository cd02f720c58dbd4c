namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Goes back to the usual words; repeating it changes nothing.</summary>
public sealed record DeleteNotificationTemplateCommand(string Kind, string Channel, string Language) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class DeleteNotificationTemplateHandler(IBookingDb db) : IRequestHandler<DeleteNotificationTemplateCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteNotificationTemplateCommand command, CancellationToken cancellationToken)
    {
        Result<TemplateKey> key = TemplateKey.Of(command.Kind, command.Channel, command.Language);
        if (key.IsFailure)
        {
            return key.Error;
        }

        (NotificationKind kind, NotificationChannel channel, string language) = key.Value;
        NotificationTemplate? template = await db.NotificationTemplates
            .SingleOrDefaultAsync(template => template.Kind == kind.Name && template.Channel == channel && template.Language == language, cancellationToken);
        if (template is not null)
        {
            db.NotificationTemplates.Remove(template);
        }

        return Result.Success;
    }
}
