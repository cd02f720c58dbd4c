namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Replaces a provider's working time. Appointments that are held or sold stay, also outside the new hours; where the customer did not mind who
/// performs a sold one, somebody else is looked for.
/// </summary>
/// <param name="ProviderId">Null means the caller's own.</param>
public sealed record SetProviderHoursCommand(Guid? ProviderId, long Version, ProviderHours Hours) : ICommand<Versioned<ProviderView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class SetProviderHoursHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<SetProviderHoursCommand, Result<Versioned<ProviderView>>>
{
    public async Task<Result<Versioned<ProviderView>>> Handle(SetProviderHoursCommand command, CancellationToken cancellationToken)
    {
        Provider? provider = command.ProviderId is { } id
            ? await db.Providers.SingleOrDefaultAsync(provider => provider.Id == id, cancellationToken)
            : await db.Providers.SingleOrDefaultAsync(provider => provider.UserId == context.UserId, cancellationToken);
        if (provider is null)
        {
            return OfferingErrors.ProviderNotFound;
        }

        if (!context.MayManage(provider.UserId))
        {
            return OfferingErrors.NotTheOwner;
        }

        Result<Done> current = provider.CheckVersion(command.Version);
        if (current.IsFailure)
        {
            return current.Error;
        }

        Result<WorkCalendar> calendar = command.Hours.ToCalendar();
        if (calendar.IsFailure)
        {
            return calendar.Error;
        }

        SoldAppointments sold = await SoldAppointments.OfAsync(db, provider, unitOfWork.Now, cancellationToken);
        Result<Done> working = provider.Work(calendar.Value);
        if (working.IsFailure)
        {
            return working.Error;
        }

        sold.Compare(provider);

        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(provider, context, cancellationToken);
    }
}
