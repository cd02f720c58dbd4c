namespace Booking.Infrastructure.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <summary>Takes the first free provider in the order the service names them.</summary>
internal sealed class FreeProviders(IBookingDb db, IUnitOfWork unitOfWork) : IFreeProviders
{
    public async Task<Provider?> FindAsync(Service service, IReadOnlyList<Provider> candidates, DateTimeOffset from, CancellationToken ct)
    {
        List<Provider> working = [.. candidates.Where(provider => service.IsOffered(provider, from))];
        if (working.Count == 0)
        {
            return candidates.Count > 0 ? candidates[0] : null;
        }

        TimeRange wanted = service.Blocked(service.Asked(from));
        List<Guid> ids = [.. working.Select(provider => provider.Id)];
        List<Guid> busy = await db.SlotClaims.Live(unitOfWork.Now)
            .Where(claim => ids.Contains(claim.UnitId) && claim.BlockedTo > wanted.From && claim.BlockedFrom < wanted.To)
            .Select(claim => claim.UnitId)
            .Distinct()
            .ToListAsync(ct);
        return working.Find(provider => !busy.Contains(provider.Id)) ?? working[0];
    }
}
