namespace Booking.Testing;

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

/// <summary>A host of the system as a process of the test's own, on the running system's database and broker; it can be asked to stop, and killed.</summary>
public abstract class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private bool _isGone;

    /// <param name="project">Its assembly is run as it was built for these tests.</param>
    /// <param name="role">The test's connection is the superuser's; the process works as the role that it has in earnest.</param>
    /// <param name="environment">Configuration beside the defaults; a value here wins.</param>
    protected HostProcess(BookingApp app, string project, string role, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(app.RepositoryRoot, project, "bin", configuration, "net10.0", $"{project}.dll");
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
            ["Database__Role"] = role,
            ["Auth__SigningKeys__0__Id"] = "test",
            ["Auth__SigningKeys__0__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Mail__Smtp"] = app.Mail.Url,
            ["Mail__From"] = "booking@shop.example",
            ["Tickets__SigningKeys__0__Id"] = "test",
            ["Tickets__SigningKeys__0__Key"] = WorkersProcess.NewTicketKey(),
            ["Secrets__Keys__0__Id"] = "local",
            ["Secrets__Keys__0__Key"] = app.SecretsKey,
        };
        foreach ((string name, string value) in settings.Concat(environment))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{project} did not start.");
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Waits for a line of the output that contains <paramref name="text"/>.</summary>
    public Task WaitForOutputAsync(string text, TimeSpan? limit = null) => Eventually.SatisfiesAsync(
        () => Task.FromResult(string.Join('\n', _output)), output => output.Contains(text, StringComparison.Ordinal), limit ?? Limit, $"'{text}' in the output");

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

    /// <summary>SIGTERM; does not wait.</summary>
    public Task TerminateAsync() => SignalAsync("TERM");

    /// <summary>SIGTERM, and the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await TerminateAsync();
        return await ExitAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isGone && !_process.HasExited)
        {
            await KillAsync();
        }

        _isGone = true;
        _process.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
