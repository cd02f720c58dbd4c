namespace Booking.Workers;

using Booking.Application.Abstractions;
using Booking.Application.Reporting;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Persistence;
using MediatR;

/// <summary>What the host does instead of running: <c>migrate [--seed]</c>, <c>replay &lt;worker&gt;</c> and <c>rebuild-reports [tenant]</c>.</summary>
internal static class Commands
{
    /// <returns>The exit code: 0 done, 2 not understood.</returns>
    public static async Task<int> RunAsync(WebApplication app, string[] arguments)
    {
        CancellationToken stopping = app.Lifetime.ApplicationStopping;
        switch (arguments)
        {
            case ["migrate", .. string[] options] when options is [] or ["--seed"]:
                await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(options.Length > 0, stopping);
                return 0;
            case ["replay", string worker]:
                try
                {
                    int moved = await app.Services.GetRequiredService<ReplayDeadLetters>().RunAsync(worker, stopping);
                    Console.WriteLine($"{moved} messages of {worker} are back in its queue.");
                    return 0;
                }
                catch (ArgumentException e)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return 2;
                }

            case ["rebuild-reports", .. string[] slugs] when slugs.Length <= 1:
                return await RebuildReportsAsync(app.Services, slugs.SingleOrDefault(), stopping);

            default:
                await Console.Error.WriteLineAsync("Usage: Booking.Workers [migrate [--seed] | replay <worker> | rebuild-reports [tenant]]");
                return 2;
        }
    }

    private static async Task<int> RebuildReportsAsync(IServiceProvider services, string? slug, CancellationToken ct)
    {
        IReadOnlyList<Guid> tenants;
        await using (AsyncServiceScope scope = services.CreateAsyncScope())
        {
            if (slug is null)
            {
                tenants = (await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ListTenantIdsQuery(), ct)).Value ?? [];
            }
            else if (await scope.ServiceProvider.GetRequiredService<ITenantDirectory>().FindBySlugAsync(slug, ct) is { } found)
            {
                tenants = [found.Id];
            }
            else
            {
                await Console.Error.WriteLineAsync($"There is no tenant '{slug}'.");
                return 2;
            }
        }

        foreach (Guid tenant in tenants)
        {
            await using AsyncServiceScope scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(tenant);
            Result<RebuiltReports> rebuilt = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new RebuildReportsProcess(), ct);
            if (rebuilt.Value is { } reports)
            {
                Console.WriteLine($"{tenant}: {reports.Facts} facts, {reports.Rows} rows.");
            }
        }

        return 0;
    }
}
