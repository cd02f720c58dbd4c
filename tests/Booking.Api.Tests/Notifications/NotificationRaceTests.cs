namespace Booking.Api.Tests.Notifications;

using System.Collections.Concurrent;
using Booking.Api.Tests.Holds.Scratch;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tenants;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

/// <summary>Three dispatchers on the same due messages.</summary>
[Collection(ScratchCollection.Name)]
public sealed class NotificationRaceTests(ScratchApp app)
{
    private const int Messages = 90;

    private const int Dispatchers = 3;

    [Fact]
    public async Task DeliverNotifications_WhenDispatchersRace_SendsEachOnce()
    {
        (Shop shop, CountingChannel channel) = await RaceAsync();

        channel.Sent.Count.ShouldBe(Messages);
        channel.Sent.Values.ShouldAllBe(times => times == 1);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE tenant_id = {shop.TenantId} AND status = 'sent' AND attempt_count = 1")).ShouldBe(Messages);
    }

    /// <summary>The control: claims are forgotten, so that what one sends is due to the others.</summary>
    [Fact]
    public async Task DeliverNotifications_WhenClaimsDoNotHold_SendsSomeTwice()
    {
        await app.ExecuteAsync(
            $"""
            CREATE FUNCTION forget_claim() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.status = ''pending'' THEN NEW.next_attempt_at = OLD.next_attempt_at; END IF; RETURN NEW; END';
            CREATE TRIGGER forget_claim BEFORE UPDATE ON notifications FOR EACH ROW EXECUTE FUNCTION forget_claim()
            """);
        try
        {
            (_, CountingChannel channel) = await RaceAsync();

            channel.Sent.Values.ShouldContain(times => times > 1);
        }
        finally
        {
            await app.ExecuteAsync($"DROP TRIGGER forget_claim ON notifications; DROP FUNCTION forget_claim()");
        }
    }

    private async Task<(Shop Shop, CountingChannel Channel)> RaceAsync()
    {
        Shop shop = await Shop.OpenAsync(app);
        await app.ExecuteAsync(
            $"""
            INSERT INTO notifications (tenant_id, id, kind, category, channel, cause, happened_at, recipient, address, name, language, "values", link, is_urgent, status, subject, text, created_at, due_at, next_attempt_at, attempt_count, attempts, version)
            SELECT {shop.TenantId}, gen_random_uuid(), 'waitlist.expired', 'transactional', 'sms', n::text, now(), 'r', '+4930123456', 'Ada', 'en', jsonb_build_object(), '', false, 'pending', '', '', now(), now(), now(), 0, '[]', 1
            FROM generate_series(1, {Messages}) AS n
            """);
        CountingChannel channel = new(Dispatchers);
        await using TenantPool pool = await TenantPool.OpenAsync(app, Dispatchers * 2, services => services.AddSingleton<INotificationChannel>(channel));
        await Task.WhenAll(Enumerable.Range(0, Dispatchers).Select(_ => Task.Run(async () =>
        {
            Result<int> sent;
            do
            {
                sent = await pool.SendAsync(shop.TenantId, new DeliverNotificationsProcess(NotificationChannel.Sms));
            }
            while (sent.Value > 0);
        }))).WaitAsync(TimeSpan.FromMinutes(2));
        return (shop, channel);
    }

    /// <summary>Lets the first messages of all dispatchers meet before any of them is answered.</summary>
    private sealed class CountingChannel(int dispatchers) : INotificationChannel
    {
        private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public ConcurrentDictionary<Guid, int> Sent { get; } = new();

        public NotificationChannel Channel => NotificationChannel.Sms;

        public async Task<ChannelAnswer> SendAsync(OutgoingNotification notification, CancellationToken ct)
        {
            Sent.AddOrUpdate(notification.Id, 1, (_, times) => times + 1);
            if (Interlocked.Increment(ref _arrived) >= dispatchers * DeliverNotificationsProcess.BatchSize)
            {
                _met.TrySetResult();
            }

            await _met.Task.WaitAsync(TimeSpan.FromSeconds(30), ct);
            return ChannelAnswer.Sent(null);
        }
    }
}
