namespace Booking.Workers;

using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Persistence;

/// <summary>What the host does instead of running: <c>migrate [--seed]</c> and <c>replay &lt;worker&gt;</c>.</summary>
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

            default:
                await Console.Error.WriteLineAsync("Usage: Booking.Workers [migrate [--seed] | replay <worker>]");
                return 2;
        }
    }
}
