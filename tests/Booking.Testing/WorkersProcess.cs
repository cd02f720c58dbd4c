namespace Booking.Testing;

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

/// <summary>The workers as a process of the test's own, on the running system's database and broker; it can be asked to stop, and killed.</summary>
public sealed class WorkersProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private WorkersProcess(Process process) => _process = process;

    public IReadOnlyCollection<string> Output => _output;

    /// <param name="environment">Configuration beside the defaults, e.g. <c>Storage__Folder</c>; a value here wins.</param>
    /// <param name="arguments">A command such as <c>replay receipts</c>; none runs the workers.</param>
    public static WorkersProcess Start(BookingApp app, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(app.RepositoryRoot, "Booking.Workers", "bin", configuration, "net10.0", "Booking.Workers.dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program)!,
        };
        Dictionary<string, string> settings = new()
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__bookingdb"] = app.ConnectionString("bookingdb"),
            ["ConnectionStrings__cache"] = app.ConnectionString("cache"),
            ["ConnectionStrings__messaging"] = app.ConnectionString("messaging"),
            // The test's connection is the superuser's; the process works as the role that it has in earnest.
            ["Database__Role"] = "booking_worker",
            ["Auth__SigningKeys__0__Id"] = "test",
            ["Auth__SigningKeys__0__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Mail__Smtp"] = app.Mail.Url,
            ["Mail__From"] = "booking@shop.example",
            ["Tickets__SigningKeys__0__Id"] = "test",
            ["Tickets__SigningKeys__0__Key"] = NewTicketKey(),
            ["Secrets__Keys__0__Id"] = "local",
            ["Secrets__Keys__0__Key"] = app.SecretsKey,
        };
        foreach ((string name, string value) in settings.Concat(environment))
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("The workers did not start.");
        WorkersProcess workers = new(process);
        process.OutputDataReceived += (_, e) => workers.Keep(e.Data);
        process.ErrorDataReceived += (_, e) => workers.Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return workers;
    }

    /// <summary>Waits for a line of the output that contains <paramref name="text"/>.</summary>
    public Task WaitForOutputAsync(string text, TimeSpan? limit = null) => Eventually.SatisfiesAsync(
        () => Task.FromResult(string.Join('\n', _output)), output => output.Contains(text, StringComparison.Ordinal), limit ?? Limit, $"'{text}' in the workers' output");

    /// <summary>Where it answers HTTP.</summary>
    public async Task<Uri> AddressAsync()
    {
        const string Listening = "Now listening on: ";
        await WaitForOutputAsync(Listening);
        string line = _output.First(line => line.Contains(Listening, StringComparison.Ordinal));
        return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim());
    }

    /// <summary>SIGKILL: no handler, no flush, no farewell.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync().WaitAsync(Limit);
        }

        return await ExitAsync();
    }

    /// <summary>Waits for a command to end.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>A private key as tickets are signed with.</summary>
    public static string NewTicketKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
