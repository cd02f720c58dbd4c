namespace Booking.Infrastructure.Tickets;

using Booking.Application.Abstractions;
using Booking.Application.Tickets;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

internal sealed class RevocationNumbers(BookingDbContext db, RequestContext context) : IRevocationNumbers
{
    private const string Take = """
        INSERT INTO revocation_counters (tenant_id, last) VALUES ($1, $2)
        ON CONFLICT (tenant_id) DO UPDATE SET last = revocation_counters.last + $2
        RETURNING last - $2 + 1
        """;

    public async Task<long> TakeAsync(int count, CancellationToken ct)
    {
        NpgsqlTransaction transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("A revocation's number is taken in the transaction of the revocation.");
        await using NpgsqlCommand command = new(Take, transaction.Connection, transaction)
        {
            Parameters = { new() { Value = context.TenantId }, new() { Value = (long)count } },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
