namespace Booking.Api.Tests.Waitlist;

using System.Security.Cryptography;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tenants;
using Booking.Application.Waitlist;
using Booking.Domain.Common;
using Booking.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

/// <summary>A long queue for one ticket type, places that come free, and promoters who work on it side by side and are cut off at random.</summary>
internal sealed class PromotionArena(BookingApp app, Shop shop)
{
    public const int Promoters = 10;

    /// <summary>How many runs were cut off or failed.</summary>
    public int Broken { get; private set; }

    public WaitingLine Line => new(app, shop.TenantId, shop.SoldOutTicketType);

    /// <summary>Promotes side by side until a run finds nothing left to offer.</summary>
    /// <param name="aborts">Whether runs are cut off, by cancelling them and by ending their connections.</param>
    public async Task PromoteAsync(bool aborts, Action<IServiceCollection>? change = null)
    {
        string queue = await app.ScalarAsync<string>($"SELECT 'event/' || event_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {shop.SoldOutTicketType}");
        await using TenantPool pool = await TenantPool.OpenAsync(app, Promoters, change);
        using CancellationTokenSource done = new();
        Task killing = aborts ? KillAsync(done.Token) : Task.CompletedTask;
        int[] broken = await Task.WhenAll(Enumerable.Range(0, Promoters).Select(_ => Task.Run(() => PromoteAsync(pool, queue, aborts)))).WaitAsync(TimeSpan.FromMinutes(5));
        await done.CancelAsync();
        await killing;
        Broken = broken.Sum();
    }

    private async Task<int> PromoteAsync(TenantPool pool, string queue, bool aborts)
    {
        int broken = 0;
        while (true)
        {
            using CancellationTokenSource abort = new();
            if (aborts && RandomNumberGenerator.GetInt32(3) == 0)
            {
                abort.CancelAfter(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(20, 400)));
            }

            try
            {
                Result<PromotionView> promoted = await pool.SendAsync(shop.TenantId, new PromoteWaitlistProcess(queue), abort.Token);
                if (promoted.IsSuccess)
                {
                    return broken;
                }

                broken++;
            }
            catch (Exception e) when (e is OperationCanceledException or NpgsqlException or InvalidOperationException or IOException or Microsoft.EntityFrameworkCore.DbUpdateException)
            {
                broken++;
            }
        }
    }

    private async Task KillAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await app.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE usename = 'booking_test' AND state <> 'idle' ORDER BY random() LIMIT 1) AS one");
            await Task.Delay(TimeSpan.FromMilliseconds(150), CancellationToken.None);
        }
    }
}
