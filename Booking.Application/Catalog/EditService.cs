namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Changes a service. Appointments that are held or sold stay as they are, also those with a provider who is not named any more.</summary>
public sealed record EditServiceCommand(Guid Id, long Version, ServiceChanges Changes) : ICommand<Versioned<ServiceView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class EditServiceValidator : AbstractValidator<EditServiceCommand>
{
    public EditServiceValidator() => this.Flat(command => command.Changes, new ServiceChangesValidator());
}

internal sealed class EditServiceHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditServiceCommand, Result<Versioned<ServiceView>>>
{
    public async Task<Result<Versioned<ServiceView>>> Handle(EditServiceCommand command, CancellationToken cancellationToken)
    {
        Result<Service> found = await db.ManagedServiceAsync(command.Id, command.Version, context, cancellationToken, isOffered: false);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Service service = found.Value;
        if (command.Changes.CheckCurrency(service.Price.Currency) is { } foreign)
        {
            return foreign;
        }

        Result<Done> edited = service.Edit(command.Changes.Over(service.Details));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        service.Offer(command.Changes.IsActive ?? service.IsActive);

        if (await db.UnknownProviderAsync(service.ProviderIds, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        await db.ReplaceWordsAsync(service.TenantId, ServiceWords.Kind, service.Id, service.Texts(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(service, unitOfWork.Now, cancellationToken);
    }
}
