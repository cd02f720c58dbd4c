namespace Booking.AppHost.Tests;

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

/// <summary>The sample AppHost as a process of its own, with a temporary folder by which everything that it starts can be recognised.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan LineLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private HostProcess(Process process, string folder)
    {
        _process = process;
        Folder = folder;
    }

    public string Folder { get; }

    public IReadOnlyList<string> Lines => [.. _lines];

    public string Output => string.Join('\n', _lines);

    public int ExitCode => _process.ExitCode;

    public static string NewFolder() =>
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "native-host-test-" + Guid.NewGuid().ToString("N"))).FullName;

    public static HostProcess Start(params string[] arguments) => StartIn(NewFolder(), null, arguments);

    public static HostProcess StartIn(string folder, string? path, params string[] arguments)
    {
        var configuration = typeof(HostProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var assembly = Path.Combine(Projects.Sample_AppHost.ProjectPath, "bin", configuration, "net10.0", "Sample.AppHost.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var argument in (string[])[assembly, $"--NativeHost:DataFolder={folder}/kept", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TMPDIR"] = folder;
        start.Environment["NATIVE_HOST_TEST"] = folder;
        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

        var host = new HostProcess(new Process { StartInfo = start }, folder);
        host._process.OutputDataReceived += (_, line) => host.Keep(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.Keep(line.Data);
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    public async Task WaitForLineAsync(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!_lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            if (clock.Elapsed > LineLimit || _process.HasExited)
            {
                throw new TimeoutException($"'{text}' was not written. Output:\n{Output}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Sends the signal to the host alone and waits for its end.</summary>
    /// <returns>How long the host took.</returns>
    public async Task<TimeSpan> EndAsync(string signal)
    {
        var clock = Stopwatch.StartNew();
        Send(signal, _process.Id);
        await WaitForExitAsync();
        return clock.Elapsed;
    }

    public async Task WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(LineLimit);
        await _process.WaitForExitAsync(limit.Token);
    }

    public static void Send(string signal, int pid)
    {
        using var kill = Process.Start("kill", ["-s", signal, pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>The command lines of all living processes that came from this host, itself included.</summary>
    public IReadOnlyList<string> Living()
    {
        var living = new List<string>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                var environment = File.ReadAllText(Path.Combine(folder, "environ"));
                // PostgreSQL overwrites its environment, but its working directory is its data folder.
                var directory = new FileInfo(Path.Combine(folder, "cwd")).LinkTarget ?? "";
                if (environment.Contains(Folder, StringComparison.Ordinal) || command.Contains(Folder, StringComparison.Ordinal)
                    || directory.StartsWith(Folder, StringComparison.Ordinal))
                {
                    living.Add($"{Path.GetFileName(folder)} {command}");
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
            }
        }

        return living;
    }

    /// <summary>What still lives after a moment of grace: the kernel needs some milliseconds to bury the dead.</summary>
    public async Task<IReadOnlyList<string>> SurvivorsAsync(TimeSpan grace)
    {
        var clock = Stopwatch.StartNew();
        while (Living() is { Count: > 0 } living)
        {
            if (clock.Elapsed > grace)
            {
                return living;
            }

            await Task.Delay(50);
        }

        return [];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(5_000);
        }

        _process.Dispose();
        foreach (var pid in Living().Select(line => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)))
        {
            Send("KILL", pid);
        }

        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
