namespace Booking.Infrastructure.Payments;

using Booking.Application.Abstractions;
using Booking.Application.Payments;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

internal sealed class PaymentProviders(IEnumerable<IPaymentProvider> providers) : IPaymentProviders
{
    public IPaymentProvider? Find(string name) => providers.FirstOrDefault(provider => provider.Name == name);
}

internal sealed class PaymentTenants(BookingDbContext db, RequestContext context, NpgsqlDataSource database) : IPaymentTenants
{
    public Task RememberAsync(Guid paymentId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"INSERT INTO payment_tenants (payment_id, tenant_id) VALUES ({paymentId}, {context.TenantId})", ct);

    public async Task<Guid?> FindAsync(Guid paymentId, CancellationToken ct)
    {
        await using NpgsqlCommand command = database.CreateCommand("SELECT tenant_id FROM payment_tenants WHERE payment_id = $1");
        command.Parameters.AddWithValue(paymentId);
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }
}

internal sealed class PaymentEvents(BookingDbContext db, RequestContext context) : IPaymentEvents
{
    public async Task<bool> TryRecordAsync(string provider, ProviderEvent told, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO payment_events (tenant_id, provider, event_id, payment_id, type, applied_at)
            VALUES ({context.TenantId}, {provider}, {told.Id}, {told.PaymentId}, {told.Type.ToString()}, clock_timestamp())
            ON CONFLICT DO NOTHING
            """,
            ct) == 1;
}
