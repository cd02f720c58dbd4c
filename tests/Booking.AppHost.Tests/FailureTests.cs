namespace Booking.AppHost.Tests;

using Shouldly;
using Xunit;

[Collection(nameof(NativeHostCollection))]
public sealed class FailureTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Run_WhenAProjectCrashes_EndsWithItsLastLinesAndExitCodeOne()
    {
        using var host = HostProcess.Start("--Parts=cache", "--ServiceArgs=crash 3");

        await host.WaitForExitAsync();

        host.ExitCode.ShouldBe(1);
        var report = host.Lines.SkipWhile(line => !line.Contains("service ended unexpectedly with exit code 3", StringComparison.Ordinal)).ToList();
        report.ShouldContain(line => line.Contains("the last words", StringComparison.Ordinal), host.Output);
        (await host.SurvivorsAsync(Grace)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WhenTheStepFails_EndsAndStartsNoDependent()
    {
        using var host = HostProcess.Start("--Parts=step", "--StepExitCode=7");

        await host.WaitForExitAsync();

        host.ExitCode.ShouldBe(1);
        host.Output.ShouldContain("step ended unexpectedly with exit code 7");
        host.Lines.ShouldContain(line => line.Trim() == "finish line 40", host.Output);
        host.Output.ShouldNotContain("service starts");
        (await host.SurvivorsAsync(Grace)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WhenAServerIsKilled_EndsWithExitCodeOne()
    {
        using var host = HostProcess.Start("--Parts=cache");
        await host.WaitForLineAsync("Everything is up");
        var redis = host.Living().Single(line => line.Split(' ')[1].EndsWith("redis-server", StringComparison.Ordinal));

        HostProcess.Send("KILL", int.Parse(redis.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        await host.WaitForExitAsync();

        host.ExitCode.ShouldBe(1);
        host.Output.ShouldContain("cache ended unexpectedly");
        (await host.SurvivorsAsync(Grace)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_WhenAProgramIsMissing_NamesItAndStartsNothing()
    {
        var folder = HostProcess.NewFolder();
        using var host = HostProcess.StartIn(folder, PathWithout("redis-server", folder), "--Parts=cache,postgres");

        await host.WaitForExitAsync();

        host.ExitCode.ShouldBe(1);
        host.Output.ShouldContain("The program 'redis-server' was not found on this machine. Install it: apt-get install redis-server");
        host.Output.ShouldNotContain("starts");
    }

    [Fact]
    public async Task Run_WhenAPortIsTaken_NamesTheEndpoint()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        using var host = HostProcess.Start($"--ServicePort={port}");

        await host.WaitForExitAsync();

        host.ExitCode.ShouldBe(1);
        host.Output.ShouldContain($"The port {port} of the endpoint 'http' of 'service' is in use by another program.");
    }

    [Fact]
    public async Task Run_WhenAContainerHasNoProgramOfThisMachine_NamesItsImage()
    {
        using var host = HostProcess.Start("--Image=nginx");

        await host.WaitForExitAsync();

        host.ExitCode.ShouldBe(1);
        host.Output.ShouldContain("The container 'container' needs the image 'nginx'");
        host.Output.ShouldNotContain("starts");
    }

    private static string PathWithout(string program, string folder)
    {
        var path = Directory.CreateDirectory(Path.Combine(folder, "path")).FullName;
        var seen = new HashSet<string>();
        foreach (var file in Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists).SelectMany(Directory.GetFiles))
        {
            var name = Path.GetFileName(file);
            if (name != program && seen.Add(name))
            {
                File.CreateSymbolicLink(Path.Combine(path, name), file);
            }
        }

        return path;
    }
}
