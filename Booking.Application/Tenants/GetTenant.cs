namespace Booking.Application.Tenants;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetTenantQuery : IQuery<Versioned<TenantSettingsView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="Slug">Names the tenant in <c>X-Tenant</c> and in the host's subdomain.</param>
/// <param name="Address">As it is printed on receipts.</param>
/// <param name="AllowsGuests">Whether a hold or booking may be made without an account.</param>
/// <param name="FeeTaxRate">Of fees that name none, in basis points.</param>
/// <param name="TimeZone">IANA; whose days the reports are about.</param>
public sealed record TenantSettingsView(
    Guid Id,
    string Slug,
    string Name,
    string Address,
    string TaxNumber,
    string Currency,
    bool AllowsGuests,
    TaxMode TaxMode,
    TaxRounding TaxRounding,
    int FeeTaxRate,
    string TimeZone,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> AvailableActions)
{
    internal static TenantSettingsView Of(Tenant tenant) => new(
        tenant.Id, tenant.Slug, tenant.Name, tenant.Address, tenant.TaxNumber, tenant.Currency, tenant.AllowsGuests, tenant.TaxMode, tenant.TaxRounding, tenant.FeeTaxRate, tenant.TimeZone,
        tenant.CreatedAt, ["edit"]);
}

internal sealed class GetTenantHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetTenantQuery, Result<Versioned<TenantSettingsView>>>
{
    public async Task<Result<Versioned<TenantSettingsView>>> Handle(GetTenantQuery query, CancellationToken cancellationToken)
    {
        Tenant tenant = await db.Tenants.AsNoTracking().SingleAsync(tenant => tenant.Id == context.TenantId, cancellationToken);
        return new Versioned<TenantSettingsView>(TenantSettingsView.Of(tenant), tenant.Version);
    }
}
