namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>Gives a provider's time back to customers; sessions that were called off stay so. Repeatable.</summary>
public sealed record LiftProviderBlackoutCommand(Guid ProviderId, Guid BlackoutId) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class LiftProviderBlackoutHandler(IBookingDb db, Blackouts blackouts, RequestContext context) : IRequestHandler<LiftProviderBlackoutCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(LiftProviderBlackoutCommand command, CancellationToken cancellationToken)
    {
        Result<Provider> provider = await db.ManagedProviderAsync(command.ProviderId, context, cancellationToken);
        return provider.IsFailure ? provider.Error : await blackouts.LiftAsync(provider.Value.Id, command.BlackoutId, cancellationToken);
    }
}
