namespace Booking.Application.Tenants;

/// <summary>What everybody may know of a tenant.</summary>
/// <param name="Slug">Names the tenant in <c>X-Tenant</c> and in the host's subdomain.</param>
public sealed record TenantView(Guid Id, string Slug, string Name);

/// <summary>Finds tenants before and beside the tenant's own data. Answers may be 60 seconds old.</summary>
public interface ITenantDirectory
{
    /// <returns>Null when there is no such tenant.</returns>
    Task<TenantView?> FindAsync(Guid id, CancellationToken ct);

    /// <returns>Null when there is no such tenant; also for texts that cannot be a slug.</returns>
    Task<TenantView?> FindBySlugAsync(string slug, CancellationToken ct);
}
