namespace Booking.Application.Tenants;

using Booking.Domain.Common;

public static class TenantErrors
{
    public static readonly Error NotFound = Error.NotFound("tenant_not_found", "There is no such tenant.");

    public static readonly Error Required = Error.Invalid("tenant_required", "Say which tenant is meant: by an access token, the X-Tenant header or the host name.");
}
