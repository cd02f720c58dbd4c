namespace Booking.Api.Tests.Bookings;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Api.Tests.Drivers;
using Booking.Api.Tests.Http;
using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Domain.Common;
using Booking.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;

/// <summary>
/// A provider gives all appointments back at once. Two engines, beside the system's own worker, give them to the one who is left, while other
/// customers hold that one's time. The tests run it with the guard, the control without.
/// </summary>
internal static class ReassignmentRaces
{
    public const int Appointments = 8;

    private const int Engines = 2;

    public static async Task<ReassignmentLedger> RunAsync(BookingApp app)
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        string ill = (await desk.ProviderAsync("Ill")).Text("id");
        string left = (await desk.ProviderAsync("Left")).Text("id");
        string service = (await desk.ServiceAsync("Race", [ill], new() { ["price"] = CatalogDesk.Money(0) })).Text("id");
        List<(string Booking, int Day)> sold = [];
        for (int i = 0; i < Appointments; i++)
        {
            sold.Add(((await shop.BookAsync(shop.Customer, CatalogDesk.Item(service, Shop.Local(20 + i, 10)))).Text("id"), 20 + i));
        }

        await desk.PatchAsync($"services/{service}", new() { ["providers"] = new JsonArray(new JsonObject { ["providerId"] = ill }, new JsonObject { ["providerId"] = left }) });
        HttpClient[] customers = await Task.WhenAll(sold.Select(_ => shop.NewCustomerAsync()));
        IHost[] engines = [.. Enumerable.Range(0, Engines).Select(_ => RideEngines.Engine(app))];
        try
        {
            // Some customers come before the provider falls out, some after; the engines work all the while.
            using CancellationTokenSource over = new();
            Task[] working = [.. engines.Select(engine => WorkAsync(engine, shop.TenantId, over.Token))];
            await Task.WhenAll(sold.Select(async (sale, i) =>
            {
                Task hold = HoldAsync(customers[i], CatalogDesk.Item(service, Shop.Local(sale.Day, 10)).With("providerId", left));
                using HttpResponseMessage given = await shop.Admin.PostAsync($"api/v1/bookings/{sale.Booking}/items/0/provider/cancel", new JsonObject { ["reason"] = "Ill." });
                given.StatusCode.ShouldBe(HttpStatusCode.OK);
                await hold;
                await HoldAsync(customers[i], CatalogDesk.Item(service, Shop.Local(sale.Day, 10)).With("providerId", left));
            }));
            await Eventually.SatisfiesAsync(
                () => app.ScalarAsync<long>($"SELECT count(*) FROM reassignments WHERE tenant_id = {shop.TenantId} AND status = 'waiting'"), waiting => waiting == 0, TimeSpan.FromSeconds(90), "All are settled");
            await over.CancelAsync();
            await Task.WhenAll(working);
            await HoldAsync(customers[0], CatalogDesk.Item(service, Shop.Local(20, 10)).With("providerId", left));
        }
        finally
        {
            foreach (IHost engine in engines)
            {
                await ((IAsyncDisposable)engine).DisposeAsync();
            }
        }

        return await CountAsync(app, shop.TenantId);
    }

    private static async Task WorkAsync(IHost engine, Guid tenant, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await using AsyncServiceScope scope = engine.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(tenant);
            Result<bool> stepped = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new StepReassignmentCommand(), CancellationToken.None);
            stepped.IsSuccess.ShouldBeTrue(stepped.Error?.Code);
        }
    }

    private static async Task HoldAsync(HttpClient http, JsonObject item)
    {
        using HttpResponseMessage held = await http.PostAsync("api/v1/holds", Shop.Items(item));
        ((int)held.StatusCode).ShouldBeOneOf(201, 409);
    }

    private static async Task<ReassignmentLedger> CountAsync(BookingApp app, Guid tenant) =>
        new(
            await app.ScalarAsync<long>($"SELECT count(*) FROM reassignments WHERE tenant_id = {tenant} AND status = 'done'"),
            await app.ScalarAsync<long>($"SELECT count(*) FROM reassignments WHERE tenant_id = {tenant} AND status = 'failed'"),
            await app.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE tenant_id = {tenant} AND type = 'appointment.reassigned'"),
            await app.ScalarAsync<long>($"SELECT count(DISTINCT booking_id) FROM disruption_cases WHERE tenant_id = {tenant}"),
            await app.ScalarAsync<long>(
                $"""
                SELECT count(*) FROM slot_claims a JOIN slot_claims b ON b.tenant_id = a.tenant_id AND b.unit_id = a.unit_id AND b.id > a.id AND b.blocked && a.blocked
                WHERE a.tenant_id = {tenant} AND a.state IN ('held', 'booked') AND b.state IN ('held', 'booked')
                """),
            await app.ScalarAsync<long>(
                $"""
                SELECT count(*) FROM bookings b WHERE b.tenant_id = {tenant} AND (
                    SELECT array_agg(c.unit_id) FROM slot_claims c WHERE c.tenant_id = b.tenant_id AND c.booking_id = b.id AND c.state = 'booked'
                ) IS DISTINCT FROM ARRAY[(b.items -> 0 -> 'details' ->> 'providerId')::uuid]
                """));
}

/// <param name="Told">Events that tell of another provider.</param>
/// <param name="Cases">Bookings with a case.</param>
/// <param name="Overlaps">Claims of one provider at the same time.</param>
/// <param name="Strays">Bookings that have not exactly the time of the provider whom they name.</param>
internal sealed record ReassignmentLedger(long Done, long Failed, long Told, long Cases, long Overlaps, long Strays);
