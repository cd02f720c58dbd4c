namespace Booking.Api.Tests.Holds.Races;

using Booking.Api.Tests.Tenants;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Infrastructure.Holds;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

/// <summary>A unit whose lock cannot be had in time refuses one hold, and leaves nothing behind on the connection.</summary>
[Collection(BookingCollection.Name)]
public sealed class BusyUnitTests(BookingApp app)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task PlaceHold_WhenTheSecondUnitStaysLocked_IsRefusedAndTheConnectionStaysGood(int holdsBefore)
    {
        RaceArena arena = await RaceArena.OpenAsync(app);
        Guid happening = await arena.SeatedEventAsync(20);

        // How often a connection has seen a statement decides whether Npgsql is just about to prepare it. One is the outbox signal's, the other ours.
        await using TenantPool pool = await TenantPool.OpenAsync(app, connections: 2);
        for (int i = 0; i < holdsBefore; i++)
        {
            (await HoldAsync(i)).IsSuccess.ShouldBeTrue();
        }

        Result<HoldView> refused;
        await using (NpgsqlConnection obstacle = await app.DatabaseAsOwnerAsync())
        {
            long last = Seats(holdsBefore).Max(seat => LockKeys.Seat(happening, seat));
            await using NpgsqlCommand block = new("SELECT pg_advisory_lock($1)", obstacle) { Parameters = { new() { Value = last } } };
            await block.ExecuteNonQueryAsync();
            refused = await HoldAsync(holdsBefore);
            await using NpgsqlCommand unblock = new("SELECT pg_advisory_unlock($1)", obstacle) { Parameters = { new() { Value = last } } };
            (await unblock.ExecuteScalarAsync()).ShouldBe(true);
        }

        refused.Error.ShouldNotBeNull().Code.ShouldBe("inventory_busy");
        for (int i = holdsBefore; i < 10; i++)
        {
            Result<HoldView> taken = await HoldAsync(i);
            taken.IsSuccess.ShouldBeTrue(taken.Error?.Code);
        }

        Task<Result<HoldView>> HoldAsync(int i) => pool.SendAsync(arena.TenantId, new PlaceHoldCommand([new EventSeatItem(happening, Seats(i))]));
    }

    private static string[] Seats(int i) => [$"A-{2 * i + 1}", $"A-{2 * i + 2}"];
}
