namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Makes an endpoint, and the secret that signs what it gets.</summary>
public sealed record CreateWebhookEndpointCommand(WebhookEndpointChanges Changes) : ICommand<Versioned<WebhookEndpointView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class CreateWebhookEndpointValidator : AbstractValidator<CreateWebhookEndpointCommand>
{
    public CreateWebhookEndpointValidator()
    {
        this.Flat(command => command.Changes, new WebhookEndpointChangesValidator());
        RuleFor(command => command.Changes.Url).NotNull().OverridePropertyName("Url");
        RuleFor(command => command.Changes.EventTypes).NotNull().OverridePropertyName("EventTypes");
    }
}

internal sealed class CreateWebhookEndpointHandler(IBookingDb db, IUnitOfWork unitOfWork, WebhookTargets targets, ISecretBox secrets, RequestContext context)
    : IRequestHandler<CreateWebhookEndpointCommand, Result<Versioned<WebhookEndpointView>>>
{
    public async Task<Result<Versioned<WebhookEndpointView>>> Handle(CreateWebhookEndpointCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Guid id = Guid.CreateVersion7(now);
        string secret = WebhookSignature.NewSecret();
        Result<WebhookEndpoint> endpoint = WebhookEndpoint.Create(
            id, context.TenantId, command.Changes.Over(WebhookEndpointChanges.Usual), secrets.SealWebhookSecret(secret, context.TenantId, id), targets, now);
        if (endpoint.IsFailure)
        {
            return endpoint.Error;
        }

        await unitOfWork.TakeTurnAsync("webhook endpoints", cancellationToken);
        if (await db.WebhookEndpoints.CountAsync(cancellationToken) >= WebhookEndpoint.MaxPerTenant)
        {
            return WebhookErrors.TooMany;
        }

        db.WebhookEndpoints.Add(endpoint.Value);
        return new Versioned<WebhookEndpointView>(WebhookEndpointView.Of(endpoint.Value) with { Secret = secret }, endpoint.Value.Version);
    }
}
