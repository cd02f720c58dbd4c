namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Adds an add-on to a service, changes one, or withdraws it. What is sold with it stays.</summary>
/// <param name="AddOnId">Null adds one.</param>
/// <param name="Version">Of the service.</param>
public sealed record PutServiceAddOnCommand(Guid ServiceId, Guid? AddOnId, long Version, AddOnChanges Changes) : ICommand<Versioned<ServiceView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class PutServiceAddOnValidator : AbstractValidator<PutServiceAddOnCommand>
{
    public PutServiceAddOnValidator() => this.Flat(command => command.Changes, new AddOnChangesValidator());
}

internal sealed class PutServiceAddOnHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<PutServiceAddOnCommand, Result<Versioned<ServiceView>>>
{
    public async Task<Result<Versioned<ServiceView>>> Handle(PutServiceAddOnCommand command, CancellationToken cancellationToken)
    {
        Result<Service> found = await db.ManagedServiceAsync(command.ServiceId, command.Version, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Service service = found.Value;
        Result<(AddOn AddOn, Pool? Pool)> changed =
            command.Changes.Apply(service.AddOns, command.AddOnId, service.TenantId, service.Price.Currency, service.TaxRate, unitOfWork.Now);
        if (changed.IsFailure)
        {
            return changed.Error;
        }

        Result<Done> put = service.PutAddOn(changed.Value.AddOn);
        if (put.IsFailure)
        {
            return put.Error;
        }

        if (changed.Value.Pool is { } pool)
        {
            db.Pools.Add(pool);
        }

        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(service, unitOfWork.Now, cancellationToken);
    }
}
