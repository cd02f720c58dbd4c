namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>Forgets every answer that is kept, of all tenants and in all hosts. Nothing is lost by it but speed.</summary>
public sealed record ClearCacheCommand : IProcess<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Operator];
}

internal sealed class ClearCacheHandler(IReadCache cache) : IRequestHandler<ClearCacheCommand, Result<Done>>
{
    public Task<Result<Done>> Handle(ClearCacheCommand command, CancellationToken cancellationToken)
    {
        cache.Clear();
        return Task.FromResult(Result.Success);
    }
}
