namespace Booking.Api.Tests.Persistence;

using Booking.Api.Tests.Http;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

/// <summary>That the tenants with work are found, is seen by the tests of each work; these say that nobody else is.</summary>
[Collection(BookingCollection.Name)]
public sealed class DueTenantsTests(BookingApp app)
{
    [Fact]
    public async Task Functions_WhenATenantHasNothingDue_LeaveItOut()
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        await shop.HoldAsync(customer, shop.SeatItem("A-1"));
        await shop.BuyAsync(customer, shop.SeatItem("A-2"));

        (await DueAsync(shop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Functions_WhenAHoldEndsSoonAndThenIsOver_NameTheTenantForItsWarningAndThenForItsExpiry()
    {
        // The sweeper may be quicker than the question: what it does not see yet is looked for in one transaction.
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        string hold = (string)(await shop.HoldAsync(customer, shop.SeatItem("A-1")))["id"]!;

        (await DueAsync(shop, $"UPDATE holds SET expires_at = clock_timestamp() + interval '50 seconds' WHERE id = '{hold}'")).ShouldBe(["warnings"]);
        (await DueAsync(shop, $"UPDATE holds SET expires_at = clock_timestamp() + interval '50 seconds', warned_at = now() WHERE id = '{hold}'")).ShouldBeEmpty();
        (await DueAsync(shop, $"UPDATE holds SET expires_at = clock_timestamp() - interval '1 second' WHERE id = '{hold}'")).ShouldBe(["expiry"]);
    }

    /// <param name="change">Rolled back afterwards.</param>
    private async Task<IReadOnlyList<string>> DueAsync(Shop shop, string? change = null)
    {
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        if (change is not null)
        {
            await using NpgsqlCommand changing = new(change, connection, transaction);
            (await changing.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        const string Question =
            """
            SELECT name FROM (
                SELECT 'expiry' AS name, due.expiry() AS tenant UNION ALL SELECT 'warnings', due.warnings() UNION ALL SELECT 'bookings', due.bookings()
                UNION ALL SELECT 'rides', due.rides() UNION ALL SELECT 'reassignments', due.reassignments() UNION ALL SELECT 'venue_requests', due.venue_requests() UNION ALL SELECT 'waitlist', due.waitlist()
                UNION ALL SELECT 'conversions', due.conversions()) AS found
            WHERE tenant = $1 ORDER BY name
            """;
        await using NpgsqlCommand asking = new(Question, connection, transaction) { Parameters = { new() { Value = shop.TenantId } } };
        await using NpgsqlDataReader reader = await asking.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
