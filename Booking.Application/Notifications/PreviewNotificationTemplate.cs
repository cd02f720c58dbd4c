namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Shows words with example values in them, without keeping or sending anything.</summary>
/// <param name="Text">Null shows the words that are used.</param>
public sealed record PreviewNotificationTemplateQuery(string Kind, string Channel, string Language, string? Subject, string? Text, string? Html) : IQuery<TemplatePreviewView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="Subject">Null on channels without a subject.</param>
/// <param name="Html">Of mails only.</param>
public sealed record TemplatePreviewView(string? Subject, string Text, string? Html);

internal sealed class PreviewNotificationTemplateValidator : AbstractValidator<PreviewNotificationTemplateQuery>
{
    public PreviewNotificationTemplateValidator()
    {
        RuleFor(query => query.Subject).OneLine(NotificationTemplate.SubjectMaxLength);
        RuleFor(query => query.Text).Prose(NotificationTemplate.TextMaxLength);
        RuleFor(query => query.Html).Prose(NotificationTemplate.HtmlMaxLength);
    }
}

internal sealed class PreviewNotificationTemplateHandler(IBookingDb db, RequestContext context) : IRequestHandler<PreviewNotificationTemplateQuery, Result<TemplatePreviewView>>
{
    public async Task<Result<TemplatePreviewView>> Handle(PreviewNotificationTemplateQuery query, CancellationToken cancellationToken)
    {
        Result<TemplateKey> key = TemplateKey.Of(query.Kind, query.Channel, query.Language);
        if (key.IsFailure)
        {
            return key.Error;
        }

        (NotificationKind kind, NotificationChannel channel, string language) = key.Value;
        TemplateWords words = query.Text is { } text
            ? new TemplateWords(query.Subject?.Trim() ?? "", text, query.Html)
            : (await db.NotificationTemplates.AsNoTracking().FindOwnAsync(key.Value, cancellationToken))?.Words ?? UsualTemplates.Of(kind.Name, channel, language);
        Result<Done> allowed = NotificationTemplate.Check(words, kind, channel);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        string tenant = await db.Tenants.Where(tenant => tenant.Id == context.TenantId).Select(tenant => tenant.Name).SingleAsync(cancellationToken);
        RenderedMessage message = RenderedMessage.Of(words, channel, language, ExampleNotification.Of(kind, language, TemplateText.OneLine(tenant)));
        return new TemplatePreviewView(message.Subject.Length > 0 ? message.Subject : null, message.Text, message.Html);
    }
}
