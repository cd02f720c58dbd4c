namespace Booking.Api.Tests.Tickets;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Holds.Scratch;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>100 scans of one ticket at once; <see cref="DoorRaceControlTests"/> shows that this test can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class DoorRaceTests(BookingApp app)
{
    [Fact]
    public async Task ScanTicket_WhenScannedAHundredTimesAtOnce_AdmitsOne()
    {
        DoorRace race = await DoorRaces.RunAsync(app, _ => Guid.NewGuid().ToString());

        race.Told.Count(told => told == "admitted").ShouldBe(1);
        race.Told.Count(told => told == "refused already_used").ShouldBe(DoorRaces.Scans - 1);
        (race.CheckIns, race.UsedEvents).ShouldBe((1, 1));
    }

    [Fact]
    public async Task ScanTicket_WhenOneScanIsSentAHundredTimesAtOnce_IsToldTheSame()
    {
        DoorRace race = await DoorRaces.RunAsync(app, _ => "once");

        race.Told.ShouldAllBe(told => told == "admitted");
        race.Ids.Distinct().ShouldHaveSingleItem();
        (race.CheckIns, race.UsedEvents).ShouldBe((1, 1));
    }
}

/// <summary>The same race without its guards: bookings are not locked, and a ticket has the same version for everybody who writes it.</summary>
[Collection(ScratchCollection.Name)]
public sealed class DoorRaceControlTests(ScratchApp app)
{
    private const int MaxRounds = 10;

    private const string ForgetTheVersion =
        """
        CREATE FUNCTION same_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.version := OLD.version; RETURN NEW; END $$;
        CREATE TRIGGER same_version BEFORE UPDATE ON tickets FOR EACH ROW EXECUTE FUNCTION same_version();
        """;

    private const string CountAgain = "DROP TRIGGER same_version ON tickets; DROP FUNCTION same_version;";

    [Fact]
    public async Task ScanTicket_WithoutTheLockAndTheVersion_AdmitsSeveral()
    {
        int admitted = 0;
        for (int round = 0; round < MaxRounds && admitted < 2; round++)
        {
            DoorRace race = await DoorRaces.RunAsync(
                app, _ => Guid.NewGuid().ToString(), run => app.WithoutLocksOfBookingsAsync(() => app.WithoutAsync(ForgetTheVersion, CountAgain, run)));
            admitted = race.Told.Count(told => told == "admitted");
        }

        admitted.ShouldBeGreaterThan(1);
    }
}

internal static class DoorRaces
{
    public const int Scans = 100;

    /// <param name="nonce">Of each scan.</param>
    /// <param name="around">Switches something off for as long as they scan.</param>
    public static async Task<DoorRace> RunAsync(BookingApp app, Func<int, string> nonce, Func<Func<Task>, Task>? around = null)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1"));
        string token = (await shop.Customer.TicketsAsync(booking, "A-1 valid"))[0].Text("token");
        await CancellationTests.MoveStartAsync(shop, booking, "1 hours");
        JsonObject[] answers = [];
        await (around ?? (run => run()))(async () =>
        {
            TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<JsonObject>[] running = [.. Enumerable.Range(0, Scans).Select(async i =>
            {
                await start.Task;
                return await shop.Admin.ScanAsync(Door.Scan(token).With("nonce", nonce(i)));
            })];
            start.SetResult();
            answers = await Task.WhenAll(running);
        });

        Guid id = Guid.Parse(booking.Text("id"));
        return new DoorRace(
            [.. answers.Select(answer => answer.Told())],
            [.. answers.Select(answer => answer.Text("id"))],
            await app.ScalarAsync<int>($"SELECT jsonb_array_length(check_ins) FROM bookings WHERE tenant_id = {shop.TenantId} AND id = {id}"),
            await app.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND type = 'ticket.used'"));
    }
}

/// <param name="Told">How each scan ended.</param>
/// <param name="Ids">Of the scans that the answers are about.</param>
internal sealed record DoorRace(string[] Told, string[] Ids, int CheckIns, long UsedEvents);
