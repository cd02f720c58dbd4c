namespace Booking.AppHost.Tests;

using System.Runtime.Versioning;
using Shouldly;
using Xunit;

[SupportedOSPlatform("linux")]
[Collection(nameof(NativeHostCollection))]
public sealed class StartingTests
{
    [Fact]
    public async Task Run_WithDependencies_StartsEachAfterWhatItWaitsFor()
    {
        using var host = HostProcess.Start("--Parts=cache,postgres,step");
        await host.WaitForLineAsync("Everything is up");
        await host.EndAsync("TERM");

        host.Output.ShouldContain("service waits for cache (healthy), sampledb (healthy), step (finished)");
        Position("postgres is healthy").ShouldBeLessThan(Position("sampledb starts"));
        foreach (var awaited in (string[])["cache is healthy", "sampledb is healthy", "step finished"])
        {
            Position(awaited).ShouldBeLessThan(Position("service starts"), awaited);
        }

        Position("service starts").ShouldBeLessThan(Position("service is healthy"));

        int Position(string text)
        {
            host.Output.ShouldContain(text);
            return host.Lines.ToList().FindIndex(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Run_WithSeveralResources_PutsTheResourcesNameBeforeItsLines()
    {
        using var host = HostProcess.Start("--Parts=step");
        await host.WaitForLineAsync("Everything is up");
        await host.EndAsync("TERM");

        host.Lines.ShouldContain("[step]    finish line 1");
        host.Lines.ShouldContain("[service] serve line 1");
    }

    [Fact]
    public async Task Run_WithKeptData_KeepsPasswordsPrivate()
    {
        using var host = HostProcess.Start("--Parts=cache", "--Keeps=true");
        await host.WaitForLineAsync("Everything is up");
        var password = Path.Combine(host.Folder, "kept", "cache-password");

        var living = host.Living();
        await host.EndAsync("TERM");

        File.GetUnixFileMode(password).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        living.ShouldNotContain(command => command.Contains(File.ReadAllText(password), StringComparison.Ordinal));
    }
}
