namespace Booking.Contract.Tests;

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

/// <summary>A Node.js process with many clients that are made of the guide's page.</summary>
internal sealed class RealtimeClients : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();

    private RealtimeClients(Process process) => _process = process;

    /// <summary>Takes the class out of the guide, beside the installed packages, and starts.</summary>
    public static async Task<RealtimeClients> StartAsync(NpmTools tools)
    {
        string folder = tools.Folder;
        await File.WriteAllTextAsync(Path.Combine(folder, "live-event.mjs"), await GuideAsync());
        File.Copy(Path.Combine(NpmTools.Sources, "realtime.mjs"), Path.Combine(folder, "realtime.mjs"), overwrite: true);
        ProcessStartInfo start = new("node", ["realtime.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        RealtimeClients clients = new(process);
        process.ErrorDataReceived += (_, e) => clients._errors.Enqueue(e.Data ?? "");
        process.BeginErrorReadLine();
        return clients;
    }

    public async Task<JsonObject> SendAsync(JsonObject command)
    {
        await _process.StandardInput.WriteLineAsync(command.ToJsonString());
        string line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit) ?? throw new InvalidOperationException($"node has ended: {string.Join('\n', _errors)}");
        JsonObject answer = JsonNode.Parse(line)!.AsObject();
        return answer["error"] is { } error ? throw new InvalidOperationException((string?)error) : answer;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }

        _process.Dispose();
    }

    private static async Task<string> GuideAsync()
    {
        string guide = await File.ReadAllTextAsync(Repository.PathOf("docs", "guides", "realtime.md"));
        int from = guide.IndexOf("```js\n", StringComparison.Ordinal) + 6;
        return guide[from..guide.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
