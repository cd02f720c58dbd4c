// Stands in for the package Aspire.Hosting.AppHost where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting.Native;

using Microsoft.Extensions.Logging;

/// <summary>Where the lines of the host and of its resources go: to the console, each with its resource's name, or to loggers in a test.</summary>
internal sealed partial class RunOutput
{
    private const string Host = "host";

    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _colours = [];
    private readonly Action<RunOutput, string, string, bool> _write;
    private int _width = Host.Length;

    private RunOutput(Action<RunOutput, string, string, bool> write) => _write = write;

    public static RunOutput ToConsole() => new((output, name, line, error) => output.WriteConsole(name, line, error));

    public static RunOutput ToLoggers(ILoggerFactory loggers, string application) => new((_, name, line, error) =>
    {
        var logger = loggers.CreateLogger($"{application}.Resources.{name}");
        var level = error ? LogLevel.Error : LogLevel.Information;
        LogLine(logger, level, line);
    });

    public void Register(string name)
    {
        lock (_lock)
        {
            _width = Math.Max(_width, name.Length);
            _colours.TryAdd(name, Colours[_colours.Count % Colours.Length]);
        }
    }

    public void Write(string name, string line) => _write(this, name, line, false);

    public void Say(string line) => _write(this, Host, line, false);

    public void SayError(string line) => _write(this, Host, line, true);

    [LoggerMessage(Message = "{Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string line);

    private void WriteConsole(string name, string line, bool error)
    {
        lock (_lock)
        {
            var label = $"[{name}]".PadRight(_width + 2);
            if (!Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null)
            {
                var colour = error ? 31 : _colours.GetValueOrDefault(name, 1);
                label = $"\u001b[{colour}m{label}\u001b[0m";
            }

            (error ? Console.Error : Console.Out).WriteLine($"{label} {line}");
        }
    }
}
