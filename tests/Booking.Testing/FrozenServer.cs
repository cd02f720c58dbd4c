namespace Booking.Testing;

using System.Diagnostics;
using System.Globalization;

/// <summary>A server of the running system that is stopped in the middle of whatever it does (SIGSTOP), and goes on when this is disposed (SIGCONT).</summary>
public sealed class FrozenServer : IAsyncDisposable
{
    private const string Listening = "0A";

    private readonly string _id;

    private FrozenServer(string id) => _id = id;

    /// <param name="port">Where it listens on this machine.</param>
    public static FrozenServer At(int port)
    {
        FrozenServer server = new(FindProcess(port));
        server.Signal("STOP");
        return server;
    }

    public ValueTask DisposeAsync()
    {
        Signal("CONT");
        return ValueTask.CompletedTask;
    }

    private void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", _id]);
        kill.WaitForExit();
    }

    /// <summary>The process that has the listening socket open, as the kernel tells.</summary>
    private static string FindProcess(int port)
    {
        string local = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        HashSet<string> sockets = [.. ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[1].EndsWith(local, StringComparison.Ordinal) && fields[3] == Listening)
            .Select(fields => $"socket:[{fields[9]}]")];
        foreach (string process in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                if (Directory.GetFiles(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target)))
                {
                    return Path.GetFileName(process);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile, or is none of ours.
            }
        }

        throw new InvalidOperationException($"Nobody who listens on port {port} was found.");
    }
}
