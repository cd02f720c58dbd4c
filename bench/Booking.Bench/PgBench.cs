namespace Booking.Bench;

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

/// <summary>PostgreSQL's own load generator on the same server: same number of clients, prepared statements, over TCP like the API.</summary>
internal sealed partial class PgBench(string program, NpgsqlConnectionStringBuilder server, int clients)
{
    private const int MicrosecondsPerMillisecond = 1000;

    public async Task<Measured> RunAsync(string script, TimeSpan duration, CancellationToken ct)
    {
        DirectoryInfo logs = Directory.CreateTempSubdirectory("booking-bench-");
        try
        {
            ProcessStartInfo start = new(program)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = logs.FullName,
                Environment = { ["PGPASSWORD"] = server.Password },
            };
            foreach (string argument in (string[])[
                "-h", server.Host!, "-p", Text(server.Port), "-U", server.Username!, "-n", "-M", "prepared", "-c", Text(clients), "-j", "2",
                "-T", Text((int)Math.Ceiling(duration.TotalSeconds)), "-D", "n=0", "-D", $"clients={Text(clients)}", "-l", "-f", Path.GetFullPath(script), BenchDatabase.Scratch])
            {
                start.ArgumentList.Add(argument);
            }

            string output = await ExecuteAsync(start, duration + TimeSpan.FromSeconds(20), ct);
            Match rate = Rate().Match(output);
            if (!rate.Success)
            {
                throw new BenchException($"pgbench -f {script} gave no figure:\n{output}");
            }

            double[] latencies = [.. Directory.GetFiles(logs.FullName, "pgbench_log.*").SelectMany(File.ReadLines).Select(LatencyOf)];
            return Measured.From(double.Parse(rate.Groups[1].ValueSpan, CultureInfo.InvariantCulture), latencies, new Dictionary<int, long>(), null);
        }
        finally
        {
            logs.Delete(recursive: true);
        }
    }

    private static async Task<string> ExecuteAsync(ProcessStartInfo start, TimeSpan limit, CancellationToken ct)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        using Process process = Process.Start(start) ?? throw new BenchException($"{start.FileName} does not start.");
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? output : throw new BenchException($"pgbench failed:\n{await errors}{output}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    // client_id transaction_no time script_no time_epoch time_us; time is the whole transaction in microseconds.
    private static double LatencyOf(string line) => double.Parse(line.Split(' ', 4)[2], CultureInfo.InvariantCulture) / MicrosecondsPerMillisecond;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^tps = ([0-9.]+) \(without initial connection time\)", RegexOptions.Multiline)]
    private static partial Regex Rate();
}
