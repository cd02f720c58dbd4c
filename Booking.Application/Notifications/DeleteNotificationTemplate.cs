namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

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

        if (await db.NotificationTemplates.FindOwnAsync(key.Value, cancellationToken) is { } template)
        {
            db.NotificationTemplates.Remove(template);
        }

        return Result.Success;
    }
}
