// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using System.Diagnostics;

/// <summary>
/// A process in a session of its own, beside a watchdog in the same process group that holds a pipe from this host.
/// Signals travel through the pipe; when it closes, because the host closes it or because the host is dead, the watchdog kills the group.
/// </summary>
internal sealed class SupervisedProcess : IDisposable
{
    // The program replaces the shell, so its process id is the group's id, which the kernel does not reuse while the watchdog lives.
    private const string Script = """
        last=$1; shift
        exec 3<&0 </dev/null
        ( (
            while read -r signal; do kill -s "$signal" $$; done
            if [ "$last" != KILL ]; then
                kill -s "$last" $$
                n=0; while [ $n -lt 20 ] && kill -0 $$; do sleep 0.05; n=$((n+1)); done
            fi
            kill -s KILL -- -$$
        ) <&3 3<&- >/dev/null 2>&1 & )
        exec 3<&-
        exec "$@"
        """;

    private static readonly TimeSpan OutputDrain = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly Lock _lock = new();
    private bool _closed;

    private SupervisedProcess(Process process, Task<int> exited)
    {
        _process = process;
        Exited = exited;
    }

    /// <summary>It only serves another process of the same resource, and ends after that one.</summary>
    public bool IsSupport { get; init; }

    /// <summary>The exit code, as soon as the process is gone and its last output has been read.</summary>
    public Task<int> Exited { get; }

    public static SupervisedProcess Start(ProcessSpec spec, Action<string> output)
    {
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.WorkingDirectory ?? "",
        };
        foreach (var argument in (string[])["/bin/sh", "-c", Script, "sh", spec.LastSignal, spec.FileName, .. spec.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => gone.TrySetResult();
        process.OutputDataReceived += (_, line) => Pass(line.Data);
        process.ErrorDataReceived += (_, line) => Pass(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var supervised = new SupervisedProcess(process, ExitedAsync()) { IsSupport = spec.IsSupport };
        _ = supervised.Exited.ContinueWith(_ => supervised.Kill(), TaskScheduler.Default);
        return supervised;

        void Pass(string? line)
        {
            if (line is not null)
            {
                output(line);
            }
        }

        async Task<int> ExitedAsync()
        {
            await gone.Task;
            // Something that the process left behind may still hold its output open.
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(OutputDrain));
            return process.ExitCode;
        }
    }

    public void Signal(string name)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            try
            {
                _process.StandardInput.Write(name + "\n");
                _process.StandardInput.Flush();
            }
            catch (IOException)
            {
                // The watchdog is gone, and with it everything that could be signalled.
            }
        }
    }

    /// <summary>Closes the pipe: the watchdog ends whatever is left of the group.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            try
            {
                _process.StandardInput.Close();
            }
            catch (IOException)
            {
            }
        }
    }

    /// <summary>Sends the signal, and kills the process when it is not gone within the limit.</summary>
    /// <returns>Whether the signal was enough.</returns>
    public async Task<bool> StopAsync(string signal, TimeSpan limit)
    {
        Signal(signal);
        if (await Task.WhenAny(Exited, Task.Delay(limit)) == Exited)
        {
            return true;
        }

        Kill();
        await Task.WhenAny(Exited, Task.Delay(TimeSpan.FromSeconds(2)));
        return false;
    }

    public void Dispose() => Kill();
}
