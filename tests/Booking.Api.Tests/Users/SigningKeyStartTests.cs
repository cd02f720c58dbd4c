namespace Booking.Api.Tests.Users;

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Starts the built host as a process of its own; nothing that it depends on is there.</summary>
public sealed class SigningKeyStartTests
{
    private const string SafeKey = "Zk3v8sX1qP5tB7nM2wR9yC4uJ6aL0dEhGf+T=";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(null, "Auth:SigningKeys is empty")]
    [InlineData("too-short", "at least 32")]
    [InlineData("development-only-signing-key-001", "key of development")]
    [InlineData("ZGV2ZWxvcG1lbnQtb25seS1zaWduaW5nLWtleS0wMDE=", "key of development")]
    public async Task Start_WhenOutsideDevelopmentTheKeyIsUnsafe_Refuses(string? key, string message)
    {
        await using HostProcess host = new(key);

        (await host.WaitAsync(message)).ShouldBeTrue(host.Output);
        await host.ExitedAsync();
        host.ExitCode.ShouldNotBe(0);
        host.Output.ShouldNotContain("Now listening");
    }

    [Fact]
    public async Task Start_WhenOutsideDevelopmentThereIsNoKeyForTickets_Refuses()
    {
        await using HostProcess host = new(SafeKey, hasTicketKey: false);

        (await host.WaitAsync("Tickets:SigningKeys is empty")).ShouldBeTrue(host.Output);
        await host.ExitedAsync();
        host.ExitCode.ShouldNotBe(0);
        host.Output.ShouldNotContain("Now listening");
    }

    [Fact]
    public async Task Start_WhenOutsideDevelopmentThereIsNoKeyForSecrets_Refuses()
    {
        await using HostProcess host = new(SafeKey, hasSecretsKey: false);

        (await host.WaitAsync("Secrets:Keys is empty")).ShouldBeTrue(host.Output);
        await host.ExitedAsync();
        host.ExitCode.ShouldNotBe(0);
        host.Output.ShouldNotContain("Now listening");
    }

    [Fact]
    public async Task Start_WhenTheKeyIsSafe_Listens()
    {
        await using HostProcess host = new(SafeKey);

        (await host.WaitAsync("Now listening")).ShouldBeTrue(host.Output);
    }

    private sealed class HostProcess : IAsyncDisposable
    {
        private readonly ConcurrentQueue<string> _lines = [];
        private readonly SemaphoreSlim _written = new(0);
        private readonly Process _process;

        public HostProcess(string? key, bool hasTicketKey = true, bool hasSecretsKey = true)
        {
            ProcessStartInfo start = new("dotnet", [HostPath()]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("Auth__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Tickets__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Secrets__", StringComparison.OrdinalIgnoreCase)).ToList())
            {
                start.Environment.Remove(name);
            }

            start.Environment["DOTNET_ENVIRONMENT"] = "Production";
            start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
            start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
            start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
            start.Environment["ConnectionStrings__bookingdb"] = "Host=127.0.0.1;Port=1;Username=nobody;Password=nothing;Database=booking;Timeout=2";
            start.Environment["ConnectionStrings__cache"] = "127.0.0.1:1,connectTimeout=200,connectRetry=1";
            start.Environment["ConnectionStrings__messaging"] = "amqp://nobody:nothing@127.0.0.1:1";
            start.Environment["Payments__Sandbox__WebhookSecret"] = "a secret of this test alone";
            if (hasTicketKey)
            {
                start.Environment["Tickets__SigningKeys__0__Id"] = "test";
                start.Environment["Tickets__SigningKeys__0__Key"] = WorkersProcess.NewTicketKey();
            }

            if (hasSecretsKey)
            {
                start.Environment["Secrets__Keys__0__Id"] = "test";
                start.Environment["Secrets__Keys__0__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            }

            if (key is not null)
            {
                start.Environment["Auth__SigningKeys__0__Id"] = "test";
                start.Environment["Auth__SigningKeys__0__Key"] = key;
            }

            _process = new Process { StartInfo = start };
            _process.OutputDataReceived += (_, e) => Keep(e.Data);
            _process.ErrorDataReceived += (_, e) => Keep(e.Data);
            _process.Start();
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public string Output => string.Join('\n', _lines);

        public int ExitCode => _process.ExitCode;

        public async Task<bool> WaitAsync(string text)
        {
            using CancellationTokenSource limit = new(Patience);
            try
            {
                while (!Output.Contains(text, StringComparison.Ordinal))
                {
                    await _written.WaitAsync(limit.Token);
                }

                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public Task ExitedAsync() => _process.WaitForExitAsync().WaitAsync(Patience);

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
                await ExitedAsync();
            }

            _process.Dispose();
            _written.Dispose();
        }

        private void Keep(string? line)
        {
            if (line is not null)
            {
                _lines.Enqueue(line);
                _written.Release();
            }
        }

        /// <summary>The host's own output folder, found beside this test's: both are built in the same configuration.</summary>
        private static string HostPath()
        {
            DirectoryInfo output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            for (DirectoryInfo? folder = output; folder is not null; folder = folder.Parent)
            {
                string host = Path.Combine(folder.FullName, "Booking.Api", "bin", output.Parent!.Name, output.Name, "Booking.Api.dll");
                if (File.Exists(host))
                {
                    return host;
                }
            }

            throw new InvalidOperationException("Booking.Api is not built.");
        }
    }
}
