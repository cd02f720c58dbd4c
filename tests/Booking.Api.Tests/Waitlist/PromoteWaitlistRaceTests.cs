namespace Booking.Api.Tests.Waitlist;

using Booking.Api.Tests.Holds.Scratch;
using Booking.Api.Tests.Http;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

/// <summary>Many promoters on one queue, cut off at random.</summary>
[Collection(ScratchCollection.Name)]
public sealed class PromoteWaitlistRaceTests(ScratchApp app, ITestOutputHelper output)
{
    [Fact]
    public async Task PromoteWaitlist_WhenPromotersRaceAndAreCutOff_ServesEverybodyInTurnOnceAndLosesNoPlace()
    {
        const int Free = 1_000;
        Shop shop = await Shop.OpenAsync(app);
        PromotionArena arena = new(app, shop);
        await arena.Line.QueueUpAsync(480, 1, 3, 2, 4, 1, 2, 3);
        await arena.Line.FreeAsync(Free);

        await arena.PromoteAsync(aborts: true);

        output.WriteLine($"{arena.Broken} runs were cut off.");
        (await arena.Line.FaultsAsync(Free)).ShouldBeEmpty();
        arena.Broken.ShouldBeGreaterThan(0);
    }

    /// <summary>The control: promoters do not take turns, and nobody sees that an entry has changed since it was read.</summary>
    [Fact]
    public async Task PromoteWaitlist_WhenNobodyTakesTurns_ServesSomebodyTwice()
    {
        const int Free = 120;
        Shop shop = await Shop.OpenAsync(app);
        PromotionArena arena = new(app, shop);
        await app.ExecuteAsync(
            $"""
            CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.version = OLD.version; RETURN NEW; END';
            CREATE TRIGGER keep_version BEFORE UPDATE ON waitlist_entries FOR EACH ROW EXECUTE FUNCTION keep_version()
            """);
        try
        {
            await arena.Line.QueueUpAsync(100, 1);
            await arena.Line.FreeAsync(Free);

            await arena.PromoteAsync(aborts: false, change: WithoutTurns);
        }
        finally
        {
            await app.ExecuteAsync($"DROP TRIGGER keep_version ON waitlist_entries; DROP FUNCTION keep_version()");
        }

        IReadOnlyList<string> faults = await arena.Line.FaultsAsync(Free);
        output.WriteLine(string.Join('\n', faults));
        faults.ShouldNotBeEmpty();
    }

    private static void WithoutTurns(IServiceCollection services)
    {
        ServiceDescriptor own = services.Single(service => service.ServiceType == typeof(IUnitOfWork));
        services.Remove(own);
        services.AddScoped<IUnitOfWork>(provider => new NoTurns((IUnitOfWork)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)));
    }

    private sealed class NoTurns(IUnitOfWork inner) : IUnitOfWork
    {
        public DateTimeOffset Now => inner.Now;

        public bool IsOpen => inner.IsOpen;

        public Task<TOutcome> RunAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken ct)
            where TOutcome : IOutcome<TOutcome> => inner.RunAsync(work, ct);

        public Task<TOutcome?> FindReplayAsync<TOutcome>(CancellationToken ct)
            where TOutcome : class, IOutcome<TOutcome> => inner.FindReplayAsync<TOutcome>(ct);

        public Task TakeTurnAsync(string name, CancellationToken ct) => Task.CompletedTask;

        public Task<bool> TryMarkHandledAsync(string consumer, Guid messageId, CancellationToken ct) => inner.TryMarkHandledAsync(consumer, messageId, ct);
    }
}
