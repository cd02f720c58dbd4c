namespace Booking.Bench;

using System.Globalization;

/// <summary>The API and worker processes of this run, known by a variable in their environment.</summary>
internal sealed class RunProcesses
{
    private const string Marker = "BOOKING_BENCH_RUN";

    private readonly List<(int Pid, string Role)> _processes;

    private RunProcesses(List<(int Pid, string Role)> processes) => _processes = processes;

    public static RunProcesses Find(string runId)
    {
        List<(int Pid, int Parent, string Role)> found = [];
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int pid) &&
                IsProgram(pid) && EnvironmentOf(pid).GetValueOrDefault(Marker) is { } mark && mark.StartsWith(runId + ":", StringComparison.Ordinal))
            {
                found.Add((pid, (int)StatusOf(pid, "PPid:"), mark[(runId.Length + 1)..]));
            }
        }

        // Whoever only started another one of them (dotnet run) is not what is measured.
        HashSet<int> parents = [.. found.Select(process => process.Parent)];
        return new RunProcesses([.. found.Where(process => !parents.Contains(process.Pid)).Select(process => (process.Pid, process.Role))]);
    }

    public string? Variable(string role, string name) =>
        _processes.Where(process => process.Role == role).Select(process => EnvironmentOf(process.Pid).GetValueOrDefault(name)).FirstOrDefault();

    public int Count(string role) => _processes.Count(process => process.Role == role);

    /// <summary>Resident memory in MiB of all processes of a role now.</summary>
    public double Resident(string role) => Sum(role, "VmRSS:");

    /// <summary>The most that each of them ever had, in MiB, added up.</summary>
    public double Peak(string role) => Sum(role, "VmHWM:");

    private double Sum(string role, string line) => _processes.Where(process => process.Role == role).Sum(process => StatusOf(process.Pid, line)) / 1024.0;

    /// <summary>A shell that watches over a program inherits its environment.</summary>
    private static bool IsProgram(int pid)
    {
        try
        {
            string? program = Path.GetFileName(File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName);
            return program == "dotnet" || program?.StartsWith("Booking.", StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long StatusOf(int pid, string line)
    {
        try
        {
            string? found = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(text => text.StartsWith(line, StringComparison.Ordinal));
            return found is null ? 0 : long.Parse(found[line.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static Dictionary<string, string> EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.Last()[1]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
