namespace Booking.Bench;

using Npgsql;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["seed" or "plans", ..])
        {
            return await BigAsync(args);
        }

        if (BenchOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(BenchOptions.Usage);
            return 2;
        }

        using CancellationTokenSource stop = new(options.Budget + TimeSpan.FromSeconds(10));
        Console.CancelKeyPress += (_, cancel) =>
        {
            cancel.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await new BenchRun(options).RunAsync(stop.Token) ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped before the end.");
            return 3;
        }
        catch (Exception e) when (e is BenchException or NpgsqlException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static async Task<int> BigAsync(string[] args)
    {
        using CancellationTokenSource stop = new(TimeSpan.FromMinutes(30));
        Console.CancelKeyPress += (_, cancel) =>
        {
            cancel.Cancel = true;
            stop.Cancel();
        };
        try
        {
            switch (args)
            {
                case ["seed", var postgres, var folder]:
                    await new BigDatabase(postgres, folder, Console.Error).FillAsync(stop.Token);
                    return 0;
                case ["plans", var postgres, var api, var questions, var log, var file]:
                    await new QueryPlans(new Uri(api), postgres, questions, log, Console.Error).WriteAsync(file, stop.Token);
                    return 0;
                default:
                    Console.Error.WriteLine(
                        """
                        usage: Booking.Bench seed <connection string of the superuser> <folder of scripts>
                               Booking.Bench plans <connection string of the superuser> <api> <file of questions> <log of the AppHost> <file to write>
                        """);
                    return 2;
            }
        }
        catch (Exception e) when (e is BenchException or NpgsqlException or HttpRequestException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
