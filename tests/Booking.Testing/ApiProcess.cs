namespace Booking.Testing;

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

/// <summary>A further replica of the API as a process of the test's own, on the running system's database, cache and broker; it can be killed.</summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ApiProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Starts it in Development, and waits until it answers.</summary>
    public static async Task<ApiProcess> StartAsync(BookingApp app)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(app.RepositoryRoot, "Booking.Api", "bin", configuration, "net10.0", "Booking.Api.dll");
        int port = FreePort();
        ProcessStartInfo start = new("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program)! };
        Dictionary<string, string> settings = new()
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__bookingdb"] = app.ConnectionString("bookingdb"),
            ["ConnectionStrings__cache"] = app.ConnectionString("cache"),
            ["ConnectionStrings__messaging"] = app.ConnectionString("messaging"),
            // The test's connection is the superuser's; the process works as the role that it has in earnest.
            ["Database__Role"] = "booking_app",
            ["Payments__Sandbox__BaseUrl"] = $"http://127.0.0.1:{port}",
            ["Payments__Sandbox__WebhookSecret"] = Guid.NewGuid().ToString("N"),
        };
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("The API did not start.");
        ApiProcess api = new(process, port);
        process.OutputDataReceived += (_, e) => api.Keep(e.Data);
        process.ErrorDataReceived += (_, e) => api.Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.SatisfiesAsync(() => IsHealthyAsync(http), healthy => healthy || process.HasExited, Limit, "A healthy replica");
        return process.HasExited ? throw new InvalidOperationException($"The API has ended:\n{string.Join('\n', api._output)}") : api;
    }

    /// <summary>Waits for a line of the output that contains <paramref name="text"/>.</summary>
    public Task WaitForOutputAsync(string text) => Eventually.SatisfiesAsync(
        () => Task.FromResult(string.Join('\n', _output)), output => output.Contains(text, StringComparison.Ordinal), Limit, $"'{text}' in the API's output");

    /// <summary>SIGKILL: no handler, no flush, no farewell.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync("/health");
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
