namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Offers a service by appointment or a class. A provider owns what he makes.</summary>
public sealed record CreateServiceCommand(ServiceChanges Changes) : ICommand<Versioned<ServiceView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CreateServiceValidator : AbstractValidator<CreateServiceCommand>
{
    public CreateServiceValidator() => this.Flat(command => command.Changes, new ServiceChangesValidator());
}

internal sealed class CreateServiceHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateServiceCommand, Result<Versioned<ServiceView>>>
{
    public async Task<Result<Versioned<ServiceView>>> Handle(CreateServiceCommand command, CancellationToken cancellationToken)
    {
        string currency = await db.CurrencyAsync(context.TenantId, cancellationToken);
        if (command.Changes.CheckCurrency(currency) is { } foreign)
        {
            return foreign;
        }

        Result<Service> service = Service.Create(
            Guid.CreateVersion7(unitOfWork.Now), context.TenantId, context.IsAdmin ? null : context.UserId, command.Changes.Over(ServiceDetails.Usual(currency)));
        if (service.IsFailure)
        {
            return service.Error;
        }

        if (await db.UnknownProviderAsync(service.Value.ProviderIds, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        db.Services.Add(service.Value);
        db.CatalogWords.AddRange(service.Value.Words());
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(service.Value, unitOfWork.Now, cancellationToken);
    }
}
