namespace Booking.Api.Tests.Drivers;

using System.Collections.Concurrent;
using System.Globalization;
using Booking.Api.Tests.Http;
using Booking.Application;
using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Infrastructure;
using Booking.Testing;
using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Several engines, each with connections of its own, work on the same rides beside the system's own workers; every message comes twice, steps are
/// broken off at any point, and drivers answer yes, no, both at once, or nothing.
/// </summary>
internal sealed class RideEngines : IAsyncDisposable
{
    private const int Engines = 5;

    private readonly Shop _shop;
    private readonly RideMarket _market;
    private readonly IHost[] _engines;
    private readonly Random _random = new(20_261_121);
    private int _aborted;

    private RideEngines(Shop shop)
    {
        _shop = shop;
        _market = new RideMarket(shop.App, shop.TenantId, _random);
        _engines = [.. Enumerable.Range(0, Engines).Select(_ => Engine(shop.App))];
    }

    /// <param name="hours">The rides begin within so many hours.</param>
    /// <returns>What came of it, and how many steps were broken off in the middle.</returns>
    public static async Task<(RideLedger Ledger, int Aborted)> RunAsync(BookingApp app, int rides, int drivers, int hours)
    {
        await using RideEngines engines = new(await Shop.OpenAsync(app));
        await engines._market.HireAsync(drivers);
        Guid[] bookings = await engines.BookAsync(rides, hours);
        await engines.DeliverAsync(bookings);
        await engines.AnswerAsync(rides);
        return (await RideLedger.CountAsync(app, engines._shop.TenantId), engines._aborted);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHost engine in _engines)
        {
            if (engine is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
        }
    }

    internal static IHost Engine(BookingApp app)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:bookingdb"] = app.ConnectionString("bookingdb"),
            ["ConnectionStrings:cache"] = app.ConnectionString("cache"),
            ["ConnectionStrings:messaging"] = app.ConnectionString("messaging"),
            ["Database:Role"] = "booking_worker",
            ["Database:MaxPoolSize"] = "4",
            ["Auth:SigningKeys:0:Id"] = "test",
            ["Auth:SigningKeys:0:Key"] = new string('k', 32),
            ["Secrets:Keys:0:Id"] = "local",
            ["Secrets:Keys:0:Key"] = app.SecretsKey,
            ["Storage:Folder"] = Path.GetTempPath(),
        });
        builder.AddInfrastructure();
        builder.Services.AddApplication();
        builder.Services.AddLogging();
        return builder.Build();
    }

    private async Task<Guid[]> BookAsync(int rides, int hours)
    {
        Guid sample = Guid.Parse((await _shop.BookAsync(_shop.Customer, _shop.CarItem(20, 8, 3).With("withDriver", true))).Text("id"));
        return await _market.BookAsync(sample, DateTimeOffset.Parse(Shop.Hour(20, 0), CultureInfo.InvariantCulture).ToUniversalTime(), rides, hours);
    }

    /// <summary>Every message comes twice, to any engine, and again where the engine broke off.</summary>
    private async Task DeliverAsync(Guid[] bookings)
    {
        (Guid Booking, Guid Message)[] once = [.. bookings.Select(booking => (booking, Guid.CreateVersion7()))];
        (Guid Booking, Guid Message)[] twice = [.. once, .. once];
        _random.Shuffle(twice);
        ConcurrentQueue<(Guid Booking, Guid Message)> queue = new(twice);
        await EveryEngineAsync(async (engine, random) =>
        {
            while (queue.TryDequeue(out (Guid Booking, Guid Message) message))
            {
                if (await TryAsync(engine, random, (sender, ct) => sender.Send(new AssignDriversProcess(message.Booking, message.Message), ct)) is null)
                {
                    queue.Enqueue(message);
                }
            }
        });
    }

    /// <summary>Drivers answer and engines go on, until there is nothing left to do.</summary>
    private async Task AnswerAsync(int rides)
    {
        // Each round asks somebody for every ride that is left.
        for (int round = 0; round < 200 && await RideLedger.OpenAsync(_shop.App, _shop.TenantId) > 0; round++)
        {
            ConcurrentQueue<(Guid Assignment, Guid User)> offers = new(await _market.OffersAsync());
            await EveryEngineAsync(async (engine, random) =>
            {
                while (offers.TryDequeue(out (Guid Assignment, Guid User) offer))
                {
                    await AnswerAsync(engine, random, offer.Assignment, offer.User);
                }
            });
            await EveryEngineAsync(async (engine, random) =>
            {
                for (int steps = 0; steps < 3 * rides; steps++)
                {
                    if (await TryAsync(engine, random, (sender, ct) => sender.Send(new StepRideCommand(), ct)) is { Value: false })
                    {
                        return;
                    }
                }
            });
        }
    }

    private async Task AnswerAsync(IHost engine, Random random, Guid assignment, Guid user)
    {
        switch (random.Next(10))
        {
            case 0 or 1:
                await AsDriverAsync(engine, user, sender => sender.Send(new DeclineAssignmentCommand(assignment, "")));
                break;
            case 2:
                await _market.SilenceAsync(assignment);
                break;
            case 3:
                await Task.WhenAll(
                    AsDriverAsync(engine, user, sender => sender.Send(new AcceptAssignmentCommand(assignment))),
                    AsDriverAsync(_engines[random.Next(Engines)], user, sender => sender.Send(new DeclineAssignmentCommand(assignment, ""))));
                break;
            default:
                await AsDriverAsync(engine, user, sender => sender.Send(new AcceptAssignmentCommand(assignment)));
                break;
        }
    }

    private async Task EveryEngineAsync(Func<IHost, Random, Task> work)
    {
        Random[] randoms = [.. _engines.Select(_ => new Random(_random.Next()))];
        await Task.WhenAll(_engines.Select((engine, i) => Task.Run(() => work(engine, randoms[i]))));
    }

    /// <summary>One piece of work, one in five of which is broken off wherever it is.</summary>
    /// <returns>Null when it broke off.</returns>
    private async Task<Result<T>?> TryAsync<T>(IHost engine, Random random, Func<ISender, CancellationToken, Task<Result<T>>> work)
    {
        using CancellationTokenSource abort = new();
        if (random.Next(5) == 0)
        {
            abort.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 30)));
        }

        try
        {
            await using AsyncServiceScope scope = engine.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(_shop.TenantId);
            return await work(scope.ServiceProvider.GetRequiredService<ISender>(), abort.Token);
        }
        catch (Exception) when (abort.IsCancellationRequested)
        {
            Interlocked.Increment(ref _aborted);
            return null;
        }
    }

    private async Task AsDriverAsync(IHost engine, Guid user, Func<ISender, Task> work)
    {
        await using AsyncServiceScope scope = engine.Services.CreateAsyncScope();
        RequestContext context = scope.ServiceProvider.GetRequiredService<RequestContext>();
        context.UseTenant(_shop.TenantId);
        context.SignIn(user, [Roles.Driver]);
        await work(scope.ServiceProvider.GetRequiredService<ISender>());
    }
}
