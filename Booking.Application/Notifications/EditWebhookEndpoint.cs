namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes an endpoint, and switches it on or off.</summary>
public sealed record EditWebhookEndpointCommand(Guid Id, long Version, WebhookEndpointChanges Changes) : ICommand<Versioned<WebhookEndpointView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class EditWebhookEndpointValidator : AbstractValidator<EditWebhookEndpointCommand>
{
    public EditWebhookEndpointValidator() => this.Flat(command => command.Changes, new WebhookEndpointChangesValidator());
}

internal sealed class EditWebhookEndpointHandler(IBookingDb db, IUnitOfWork unitOfWork, WebhookTargets targets)
    : IRequestHandler<EditWebhookEndpointCommand, Result<Versioned<WebhookEndpointView>>>
{
    public async Task<Result<Versioned<WebhookEndpointView>>> Handle(EditWebhookEndpointCommand command, CancellationToken cancellationToken)
    {
        WebhookEndpoint? endpoint = await db.WebhookEndpoints.SingleOrDefaultAsync(endpoint => endpoint.Id == command.Id, cancellationToken);
        if (endpoint is null)
        {
            return WebhookErrors.EndpointNotFound;
        }

        Result<Done> allowed = endpoint.CheckVersion(command.Version);
        allowed = allowed.IsSuccess ? endpoint.Edit(command.Changes.Over(endpoint.Details), targets, unitOfWork.Now) : allowed;
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return WebhookEndpointView.Tagged(endpoint);
    }
}
