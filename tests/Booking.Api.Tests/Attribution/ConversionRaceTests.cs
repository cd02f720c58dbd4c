namespace Booking.Api.Tests.Attribution;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tenants;
using Booking.Application.Attribution;
using Booking.Domain.Common;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Many plan and send at the same time, beside the system's own workers: each booking is told once.</summary>
[Collection(BookingCollection.Name)]
public sealed class ConversionRaceTests(BookingApp app)
{
    private const int Dispatchers = 6;

    [Fact]
    public async Task Purchases_WhenManyDispatchersAreAtWork_AreEachToldOnce()
    {
        const int Bookings = 24;
        Shop shop = await Shop.OpenAsync(app);
        string token = await shop.TellConversionsAsync();
        Guid[] bookings = await ConfirmedAsync(shop, Bookings);
        await using TenantPool pool = await TenantPool.OpenAsync(app, Dispatchers);

        // Each is asked for three times under messages of its own, and once more under the last.
        Guid[] messages = [.. bookings.Select(_ => Guid.CreateVersion7())];
        PlanConversionProcess[] asked = [.. bookings.SelectMany((booking, i) => new PlanConversionProcess[] { new(booking, Guid.CreateVersion7()), new(booking, Guid.CreateVersion7()), new(booking, messages[i]), new(booking, messages[i]) })];
        Random.Shared.Shuffle(asked);
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = Dispatchers }, async (process, ct) => (await pool.SendAsync(shop.TenantId, process, ct)).IsSuccess.ShouldBeTrue());
        await Task.WhenAll(Enumerable.Range(0, Dispatchers).Select(_ => Task.Run(() => SendAllAsync(pool, shop.TenantId))));

        await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM conversion_deliveries WHERE tenant_id = {shop.TenantId} AND status = 'sent'"), sent => sent == Bookings);
        string[] told = [.. app.TikTok.CallsWith(token).Select(call => call["data"]![0]!.Text("event_id"))];
        told.Length.ShouldBe(Bookings);
        told.ShouldBeUnique();
        (await app.ScalarAsync<long>($"SELECT count(*) FROM conversion_deliveries WHERE tenant_id = {shop.TenantId}")).ShouldBe(Bookings);
    }

    /// <summary>The control: with the claim undone, a second dispatcher tells what the first is telling.</summary>
    [Fact]
    public async Task Purchases_WithoutTheClaim_AreToldTwice()
    {
        Shop shop = await Shop.OpenAsync(app);
        string token = await shop.TellConversionsAsync();
        Guid booking = (await ConfirmedAsync(shop, 1))[0];
        using CountdownEvent twice = new(2);
        app.TikTok.Before[token] = _ =>
        {
            if (!twice.IsSet)
            {
                twice.Signal();
            }

            twice.Wait(TimeSpan.FromSeconds(10));
        };
        await app.ExecuteAsync(
            $"""
            CREATE OR REPLACE FUNCTION undo_claim() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.next_attempt_at := OLD.next_attempt_at; RETURN NEW; END'
            """);
        await using Npgsql.NpgsqlConnection owner = await app.DatabaseAsOwnerAsync();
        await using Npgsql.NpgsqlCommand undo = new($"CREATE TRIGGER undo_claim BEFORE UPDATE ON conversion_deliveries FOR EACH ROW WHEN (NEW.tenant_id = '{shop.TenantId}' AND NEW.status = 'pending') EXECUTE FUNCTION undo_claim()", owner);
        await undo.ExecuteNonQueryAsync();
        try
        {
            await using TenantPool pool = await TenantPool.OpenAsync(app, Dispatchers);
            (await pool.SendAsync(shop.TenantId, new PlanConversionProcess(booking, Guid.CreateVersion7()))).IsSuccess.ShouldBeTrue();
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => SendAllAsync(pool, shop.TenantId))));
            await Eventually.SatisfiesAsync(() => Task.FromResult(app.TikTok.CallsWith(token).Count), calls => calls > 1, what: "A second call for the same booking");
        }
        finally
        {
            await app.ExecuteAsync($"DROP TRIGGER undo_claim ON conversion_deliveries");
        }
    }

    private static async Task SendAllAsync(TenantPool pool, Guid tenant)
    {
        Result<int> sent;
        do
        {
            sent = await pool.SendAsync(tenant, new SendConversionsProcess());
            sent.IsSuccess.ShouldBeTrue();
        }
        while (sent.Value > 0);
    }

    /// <summary>Copies of one paid booking with its attribution; nobody is told of them yet.</summary>
    private async Task<Guid[]> ConfirmedAsync(Shop shop, int count)
    {
        JsonObject sample = await shop.BookAsync(shop.Customer, shop.ProductItem(1));
        Guid id = Guid.Parse(sample.Text("id"));
        Guid[] bookings = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
        await app.ExecuteAsync(
            $"""
            INSERT INTO holds SELECT (jsonb_populate_record(h, jsonb_build_object('id', w.id))).*
            FROM unnest({bookings}::uuid[]) AS w (id), bookings b JOIN holds h ON h.tenant_id = b.tenant_id AND h.id = b.hold_id WHERE b.tenant_id = {shop.TenantId} AND b.id = {id}
            """);
        await app.ExecuteAsync(
            $"""
            INSERT INTO bookings SELECT (jsonb_populate_record(b, jsonb_build_object(
                'id', w.id, 'hold_id', w.id, 'number', 'CV-' || w.n, 'status', 'confirmed', 'pay_before', NULL, 'confirmed_at', now()))).*
            FROM unnest({bookings}::uuid[]) WITH ORDINALITY AS w (id, n), bookings b WHERE b.tenant_id = {shop.TenantId} AND b.id = {id}
            """);
        await app.ExecuteAsync(
            $"INSERT INTO booking_attributions (tenant_id, booking_id, has_consent, click_id, captured_at) SELECT {shop.TenantId}, id, true, 'E.C.P.click', now() FROM unnest({bookings}::uuid[]) AS id");
        return bookings;
    }
}
