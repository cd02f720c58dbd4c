namespace Booking.Infrastructure.Persistence;

using Npgsql;

/// <summary>Sets the tenant for the transaction of the batch it begins, explicit or implicit; never for the session.</summary>
internal static class TenantSetting
{
    public static NpgsqlBatchCommand For(Guid tenantId) => new("SELECT set_config('app.tenant_id', $1, true)")
    {
        Parameters = { new() { Value = tenantId.ToString() } },
    };
}
