namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Makes words of the tenant's own the ones that are used, also for what is planned already and not sent yet.</summary>
public sealed record PutNotificationTemplateCommand(string Kind, string Channel, string Language, string? Subject, string Text, string? Html) : ICommand<TemplateView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class PutNotificationTemplateValidator : AbstractValidator<PutNotificationTemplateCommand>
{
    public PutNotificationTemplateValidator()
    {
        RuleFor(command => command.Subject).OneLine(NotificationTemplate.SubjectMaxLength);
        RuleFor(command => command.Text).NotEmpty().Prose(NotificationTemplate.TextMaxLength);
        RuleFor(command => command.Html).Prose(NotificationTemplate.HtmlMaxLength);
    }
}

internal sealed class PutNotificationTemplateHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<PutNotificationTemplateCommand, Result<TemplateView>>
{
    public async Task<Result<TemplateView>> Handle(PutNotificationTemplateCommand command, CancellationToken cancellationToken)
    {
        Result<TemplateKey> key = TemplateKey.Of(command.Kind, command.Channel, command.Language);
        if (key.IsFailure)
        {
            return key.Error;
        }

        (NotificationKind kind, NotificationChannel channel, string language) = key.Value;
        await unitOfWork.TakeTurnAsync("notification templates", cancellationToken);
        NotificationTemplate? template = await db.NotificationTemplates.FindOwnAsync(key.Value, cancellationToken);
        if (template is null)
        {
            template = NotificationTemplate.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, kind, channel, language);
            db.NotificationTemplates.Add(template);
        }

        Result<Done> worded = template.Word(new TemplateWords(command.Subject?.Trim() ?? "", command.Text, command.Html), context.UserId, unitOfWork.Now);
        return worded.IsSuccess ? TemplateView.Of(key.Value, template) : worded.Error;
    }
}
