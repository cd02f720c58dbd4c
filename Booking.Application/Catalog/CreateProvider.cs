namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Enters somebody who performs services. A provider user can only enter himself, an admin anybody.</summary>
public sealed record CreateProviderCommand(ProviderChanges Changes, ProviderHours Hours) : ICommand<Versioned<ProviderView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CreateProviderValidator : AbstractValidator<CreateProviderCommand>
{
    public CreateProviderValidator() => this.Flat(command => command.Changes, new ProviderChangesValidator());
}

internal sealed class CreateProviderHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateProviderCommand, Result<Versioned<ProviderView>>>
{
    public async Task<Result<Versioned<ProviderView>>> Handle(CreateProviderCommand command, CancellationToken cancellationToken)
    {
        ProviderDetails details = command.Changes.Over(new ProviderDetails("", null, null, IsActive: true));
        if (!context.IsAdmin)
        {
            if (details.UserId is { } other && other != context.UserId)
            {
                return OfferingErrors.NotTheOwner;
            }

            details = details with { UserId = context.UserId };
        }

        Result<WorkCalendar> calendar = command.Hours.ToCalendar();
        if (calendar.IsFailure)
        {
            return calendar.Error;
        }

        Result<Provider> provider = Provider.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, details, calendar.Value);
        if (provider.IsFailure)
        {
            return provider.Error;
        }

        if (await db.WrongUserAsync(details.UserId, provider.Value.Id, unitOfWork, cancellationToken) is { } wrong)
        {
            return wrong;
        }

        db.Providers.Add(provider.Value);
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(provider.Value, context, cancellationToken);
    }
}

internal static class ProviderUsers
{
    /// <summary>A provider's user exists, may be a provider, and is nobody else's.</summary>
    public static async Task<Error?> WrongUserAsync(this IBookingDb db, Guid? userId, Guid providerId, IUnitOfWork unitOfWork, CancellationToken ct)
    {
        if (userId is not { } id)
        {
            return null;
        }

        await unitOfWork.TakeTurnAsync($"provider of {id}", ct);
        if (!await db.Users.AnyAsync(user => user.Id == id && user.Roles.Contains(Roles.Provider), ct))
        {
            return Error.Rule("/userId", "There is no user with this id who is a provider.");
        }

        return await db.Providers.AnyAsync(provider => provider.UserId == id && provider.Id != providerId, ct)
            ? Error.Conflict("provider_exists", "This user is a provider already.")
            : null;
    }
}
