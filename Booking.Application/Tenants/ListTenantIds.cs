namespace Booking.Application.Tenants;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>All tenants, for work that goes from one to the next.</summary>
public sealed record ListTenantIdsQuery : IQuery<IReadOnlyList<Guid>>;

internal sealed class ListTenantIdsHandler(IBookingDb db) : IRequestHandler<ListTenantIdsQuery, Result<IReadOnlyList<Guid>>>
{
    public async Task<Result<IReadOnlyList<Guid>>> Handle(ListTenantIdsQuery query, CancellationToken cancellationToken) =>
        await db.Tenants.Select(tenant => tenant.Id).ToListAsync(cancellationToken);
}
