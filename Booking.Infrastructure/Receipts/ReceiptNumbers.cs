namespace Booking.Infrastructure.Receipts;

using Booking.Application.Abstractions;
using Booking.Application.Receipts;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

internal sealed class ReceiptNumbers(BookingDbContext db, RequestContext context) : IReceiptNumbers
{
    private const string Next = """
        INSERT INTO receipt_counters (tenant_id, year, last) VALUES ($1, $2, 1)
        ON CONFLICT (tenant_id, year) DO UPDATE SET last = receipt_counters.last + 1
        RETURNING last
        """;

    public async Task<long> NextAsync(int year, CancellationToken ct)
    {
        NpgsqlTransaction transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("A receipt's number is taken in the transaction of its receipt.");
        await using NpgsqlCommand command = new(Next, transaction.Connection, transaction)
        {
            Parameters = { new() { Value = context.TenantId }, new() { Value = year } },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
