namespace Booking.Application.Notifications;

using Booking.Application.Catalog;
using Booking.Domain.Notifications;
using FluentValidation;

/// <summary>What a request says about an endpoint; what is null stays as it is.</summary>
public sealed record WebhookEndpointChanges(string? Url, string? Description, IReadOnlyList<string>? EventTypes, bool? IsActive)
{
    internal static readonly WebhookEndpointDetails Usual = new("", "", [], IsActive: true);

    internal WebhookEndpointDetails Over(WebhookEndpointDetails old) =>
        new(Url?.Trim() ?? old.Url, Description?.Trim() ?? old.Description, EventTypes ?? old.EventTypes, IsActive ?? old.IsActive);
}

internal sealed class WebhookEndpointChangesValidator : AbstractValidator<WebhookEndpointChanges>
{
    public WebhookEndpointChangesValidator()
    {
        RuleFor(changes => changes.Url).OneLine(WebhookTargets.UrlMaxLength);
        RuleFor(changes => changes.Description).Must(text => text is null || (text.Length <= WebhookEndpoint.DescriptionMaxLength && !text.Any(char.IsControl)))
            .WithMessage($"At most {WebhookEndpoint.DescriptionMaxLength} characters on one line.");
        RuleFor(changes => changes.EventTypes).WithoutNulls(WebhookEndpoint.MaxEventTypes);
    }
}
