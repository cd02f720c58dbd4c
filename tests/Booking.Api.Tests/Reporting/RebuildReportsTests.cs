namespace Booking.Api.Tests.Reporting;

using System.Text.Json;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tenants;
using Booking.Application.Reporting;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Reporting;
using Booking.Infrastructure.Persistence;
using Booking.Testing;
using NodaTime;
using NodaTime.Extensions;
using Shouldly;
using Xunit;

/// <summary>The figures are a pure function of what was recorded, however events come, whoever adds up, and whenever they are made anew.</summary>
[Collection(BookingCollection.Name)]
public sealed class RebuildReportsTests(BookingApp app)
{
    private const string Zone = "Australia/Lord_Howe";

    private static readonly Guid[] Offerings = [.. Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7())];

    [Fact]
    public async Task Rebuild_AfterEventsInAnyOrderAndTwice_GivesTheSameRowByRow()
    {
        Shop shop = await Shop.OpenAsync(app);
        await app.ExecuteAsync($"UPDATE tenants SET time_zone = {Zone} WHERE id = {shop.TenantId}");
        Random random = new(20261121);
        Happening[] first = [.. Enumerable.Range(0, 300).Select(_ => Happening.Random(random))];
        await TellAsync(shop, [.. first, .. first.Where(_ => random.Next(3) == 0), .. first.Where(_ => random.Next(5) == 0)], random);

        string[] figures = await FoldedAsync(shop);
        figures.ShouldBe(Expected(first));
        figures.Length.ShouldBeGreaterThan(100);

        (await RebuildAsync(shop)).ShouldContain($"{shop.TenantId}: 300 facts");
        (await FiguresAsync(shop)).ShouldBe(figures);

        // Beside consumers at work: what comes meanwhile is in the figures once, before or after.
        Happening[] second = [.. Enumerable.Range(0, 200).Select(_ => Happening.Random(random))];
        Task telling = TellAsync(shop, [.. second, .. first[..50]], random);
        await RebuildAsync(shop);
        await telling;
        (await FoldedAsync(shop)).ShouldBe(Expected([.. first, .. second]));
    }

    /// <summary>The comparison finds a fact that is lost and one that is there twice.</summary>
    [Fact]
    public async Task Rebuild_WhenAFactIsLostOrDoubled_GivesSomethingElse()
    {
        Shop shop = await Shop.OpenAsync(app);
        Random random = new(7);
        Happening one = new("booking.awaiting_payment", Happening.Start, new { kinds = (string[])["car"] });
        Happening[] all = [.. Enumerable.Range(0, 40).Select(_ => Happening.Random(random)), one];
        await TellAsync(shop, all, random);
        string[] figures = await FoldedAsync(shop);

        await app.ExecuteAsync(
            $"""
            INSERT INTO reported_events SELECT tenant_id, gen_random_uuid(), type, subject, occurred_at, day, content FROM reported_events WHERE tenant_id = {shop.TenantId} AND event_id = {one.Id}
            """);
        (await RebuildAsync(shop)).ShouldContain("42 facts");
        (await FiguresAsync(shop)).ShouldNotBe(figures);
        Guid[] copies = await app.ScalarAsync<Guid[]>($"SELECT array_agg(event_id) FROM reported_events WHERE tenant_id = {shop.TenantId} AND type = 'booking.awaiting_payment' AND subject = {one.Subject}");
        copies.Length.ShouldBe(2);
        await app.ExecuteAsync($"DELETE FROM reported_events WHERE tenant_id = {shop.TenantId} AND event_id = ANY ({copies})");
        await RebuildAsync(shop);
        (await FiguresAsync(shop)).ShouldNotBe(figures);
    }

    [Theory]
    [InlineData("booking_app")]
    [InlineData("booking_worker")]
    public async Task Facts_WhenAWorkingRoleChangesThem_AreRefused(string role)
    {
        await using Npgsql.NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        foreach (string change in (string[])["UPDATE reported_events SET type = 'x'", "DELETE FROM reported_events", "TRUNCATE reported_events"])
        {
            await using Npgsql.NpgsqlCommand command = new($"SET ROLE {role}; {change}", connection);
            (await Should.ThrowAsync<Npgsql.PostgresException>(command.ExecuteNonQueryAsync(), change)).SqlState.ShouldBe("42501");
        }
    }

    private async Task TellAsync(Shop shop, Happening[] events, Random random)
    {
        random.Shuffle(events);
        await using TenantPool pool = await TenantPool.OpenAsync(app, connections: 8);
        await Parallel.ForEachAsync(events, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (happened, ct) =>
            (await pool.SendAsync(shop.TenantId, new RecordFactProcess(happened.Id, happened.Type, happened.Subject, happened.At, happened.Data), ct)).IsSuccess.ShouldBeTrue());
    }

    /// <summary>The figures when nothing waits any more.</summary>
    private async Task<string[]> FoldedAsync(Shop shop)
    {
        await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM unreported_events WHERE tenant_id = {shop.TenantId}"), waiting => waiting == 0, what: "All facts in the reports");
        return await FiguresAsync(shop);
    }

    private async Task<string> RebuildAsync(Shop shop)
    {
        await using WorkersProcess command = WorkersProcess.Start(app, new Dictionary<string, string>(), "rebuild-reports", shop.Slug);
        (await command.ExitAsync()).ShouldBe(0, string.Join('\n', command.Output));
        return await Eventually.SatisfiesAsync(() => Task.FromResult(string.Join('\n', command.Output)), output => output.Contains("facts", StringComparison.Ordinal), what: "The command's output");
    }

    private async Task<string[]> FiguresAsync(Shop shop)
    {
        List<string> lines = [];
        foreach (Report report in Report.All)
        {
            lines.AddRange(await app.ScalarAsync<string[]>(System.Runtime.CompilerServices.FormattableStringFactory.Create(
                $$"""
                SELECT coalesce(array_agg('{{report.Name}} ' || concat_ws('|', day, {{(report.HasKind ? "kind" : "''")}}, {{report.IdColumn ?? $"'{Guid.Empty}'"}}, {{(report.HasCurrency ? "currency" : "''")}},
                    {{(report == Report.Sales || report == Report.Use ? "title" : "''")}}, {{string.Join(", ", report.Measures)}})), '{}')
                FROM {{report.Name}} WHERE tenant_id = {0}
                """.Replace("'{}'", "'{{}}'", StringComparison.Ordinal),
                shop.TenantId)));
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string[] Expected(Happening[] events)
    {
        IEnumerable<ReportedFact> facts = events.Select(happened => new ReportedFact(
            happened.Type, happened.At.ToInstant().InZone(DateTimeZoneProviders.Tzdb[Zone]).Date.ToDateOnly(), FactReader.Read(happened.Type, happened.Data)));
        return [.. Projection.Sum(facts.SelectMany(Projection.Of))
            .Select(row => FormattableString.Invariant($"{row.Report.Name} {row.Day:yyyy-MM-dd}|{row.Kind}|{row.Id}|{row.Currency}|{row.Title}|{string.Join('|', row.Amounts)}"))
            .Order(StringComparer.Ordinal)];
    }

    private sealed record Happening(string Type, DateTimeOffset At, object Members)
    {
        public static readonly DateTimeOffset Start = new(2027, 4, 2, 0, 0, 0, TimeSpan.Zero);

        private static readonly string[] Kinds = ["car", "ticket", "service"];

        public Guid Id { get; } = Guid.CreateVersion7();

        public Guid Subject { get; } = Guid.CreateVersion7();

        public JsonElement Data { get; } = JsonSerializer.SerializeToElement(Members, StoredJson.Options);

        /// <summary>Around a day on which the clocks are put back by half an hour.</summary>
        public static Happening Random(Random random)
        {
            DateTimeOffset at = Start.AddMinutes(random.Next(4 * 24 * 60));
            string kind = Kinds[random.Next(Kinds.Length)];
            HoldItem item = new(kind, Offerings[random.Next(Offerings.Length)], $"Title {random.Next(3)}", random.Next(1, 5), at.AddHours(random.Next(30)), at.AddHours(31 + random.Next(40)), Zone, [], new Dictionary<string, string>());
            Money amount = new(random.Next(1, 99_999), random.Next(4) == 0 ? "USD" : "EUR");
            SaleEntry sale = new(
                kind, item.OfferingId, item.Title, amount.Currency, item.Quantity, amount.Amount, random.Next(200), random.Next(900), random.Next(50), 0, 0, item.From, item.To, Zone, null);
            SaleEntry gone = sale with { Units = 0, Gross = 0, Fees = 0, Taxes = 0, Discounts = 0, CancelledUnits = 1, Refund = random.Next(500) };
            Guid other = Offerings[random.Next(Offerings.Length)];
            return random.Next(12) switch
            {
                0 => new("hold.placed", at, new { items = (HoldItem[])[item] }),
                1 => new("hold.expired", at, new { items = (HoldItem[])[item], bookingId = random.Next(2) == 0 ? other : (Guid?)null }),
                2 => new("booking.awaiting_payment", at, new { kinds = (string[])[kind, "product"] }),
                3 or 4 => new("booking.confirmed", at, new { items = (HoldItem[])[item, item], sales = (SaleEntry[])[sale, sale], paymentId = random.Next(2) == 0 ? other : (Guid?)null }),
                5 => new("booking.changed", at, new { items = (HoldItem[])[item], sales = (SaleEntry[])[gone, sale with { Units = -1, Gross = -500 }] }),
                6 => new("booking.cancelled", at, new { items = (HoldItem[])[item], sales = (SaleEntry[])[gone] }),
                7 => new("payment.succeeded", at, new { amount }),
                8 => new("payment.refunded", at, new { amount }),
                9 => new("waitlist.offered", at, new { kind, holdId = other }),
                10 => new("assignment.finished", at, new { driverId = other, startedAt = at.AddMinutes(-random.Next(300)), finishedAt = at }),
                _ => new("waitlist.expired", at, new { kind, holdId = random.Next(2) == 0 ? other : (Guid?)null }),
            };
        }
    }
}
