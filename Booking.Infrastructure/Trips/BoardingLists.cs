namespace Booking.Infrastructure.Trips;

using System.Text.Json;
using Booking.Application.Trips;
using Booking.Domain.Bookings;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

internal sealed class BoardingLists(BookingDbContext db) : IBoardingLists
{
    public async Task<IReadOnlyList<BoardingRow>> ReadAsync(Guid tripId, CancellationToken ct)
    {
        List<Row> rows = await db.Database.SqlQuery<Row>(
            $"""
            SELECT c.seat AS "Seat", c.from_stop AS "FromStop", c.to_stop AS "ToStop", b.id AS "BookingId", b.number AS "BookingNumber", b.customer ->> 'name' AS "CustomerName",
                p.passenger::text AS "Passenger", k.at AS "CheckedInAt"
            FROM leg_claims c
            JOIN bookings b ON b.tenant_id = {db.TenantId} AND b.id = c.booking_id
            LEFT JOIN LATERAL (
                SELECT e AS passenger FROM jsonb_array_elements(b.passengers) AS e
                WHERE (e ->> 'item')::int = c.item AND (e ->> 'seat' = c.seat OR e ->> 'seat' IS NULL)
                ORDER BY e ->> 'seat' IS NULL LIMIT 1) AS p ON true
            LEFT JOIN LATERAL (
                SELECT min((e ->> 'at')::timestamptz) AS at FROM jsonb_array_elements(b.check_ins) AS e
                WHERE (e ->> 'item')::int = c.item AND (e ->> 'seat' = c.seat OR e ->> 'seat' IS NULL)) AS k ON true
            WHERE c.tenant_id = {db.TenantId} AND c.trip_id = {tripId} AND c.state = 'booked'
            ORDER BY c.from_stop, length(c.seat), c.seat
            """).ToListAsync(ct);
        return [.. rows.Select(row => new BoardingRow(
            row.Seat, row.FromStop, row.ToStop, row.BookingId, row.BookingNumber, row.CustomerName,
            row.Passenger is null ? null : JsonSerializer.Deserialize<Passenger>(row.Passenger, StoredJson.Options), row.CheckedInAt))];
    }

    private sealed record Row(string Seat, int FromStop, int ToStop, Guid BookingId, string BookingNumber, string CustomerName, string? Passenger, DateTimeOffset? CheckedInAt);
}
