namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Changes a provider. Only an admin says who logs in as whom. For sold appointments that the provider cannot perform any more, and whose customers
/// do not mind who does, somebody else is looked for.
/// </summary>
public sealed record EditProviderCommand(Guid Id, long Version, ProviderChanges Changes) : ICommand<Versioned<ProviderView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class EditProviderValidator : AbstractValidator<EditProviderCommand>
{
    public EditProviderValidator() => this.Flat(command => command.Changes, new ProviderChangesValidator());
}

internal sealed class EditProviderHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditProviderCommand, Result<Versioned<ProviderView>>>
{
    public async Task<Result<Versioned<ProviderView>>> Handle(EditProviderCommand command, CancellationToken cancellationToken)
    {
        Provider? provider = await db.Providers.SingleOrDefaultAsync(provider => provider.Id == command.Id, cancellationToken);
        if (provider is null)
        {
            return OfferingErrors.ProviderNotFound;
        }

        if (!context.MayManage(provider.UserId) || (!context.IsAdmin && command.Changes.UserId.Over(provider.UserId) != provider.UserId))
        {
            return OfferingErrors.NotTheOwner;
        }

        Result<Done> current = provider.CheckVersion(command.Version);
        if (current.IsFailure)
        {
            return current.Error;
        }

        ProviderDetails details = command.Changes.Over(provider.Details);
        if (details.UserId != provider.UserId && await db.WrongUserAsync(details.UserId, provider.Id, unitOfWork, cancellationToken) is { } wrong)
        {
            return wrong;
        }

        SoldAppointments? sold = (details.IsActive, details.TimeZone) == (provider.IsActive, provider.TimeZone)
            ? null
            : await SoldAppointments.OfAsync(db, provider, unitOfWork.Now, cancellationToken);
        Result<Done> edited = provider.Edit(details);
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        sold?.Compare(provider);

        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(provider, context, cancellationToken);
    }
}
