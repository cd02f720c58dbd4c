namespace Booking.Bench;

using Npgsql;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
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
}
