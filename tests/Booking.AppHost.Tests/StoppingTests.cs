namespace Booking.AppHost.Tests;

using Shouldly;
using Xunit;

[Collection(nameof(NativeHostCollection))]
public sealed class StoppingTests
{
    private const string Up = "Everything is up";
    private const string AllServers = "--Parts=cache,postgres,messaging,step";

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WatchdogGrace = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Sigterm_WhenEverythingRuns_StopsAllWithinTenSeconds()
    {
        using var host = HostProcess.Start(AllServers, "--Keeps=true");
        await host.WaitForLineAsync(Up);
        host.Living().Count.ShouldBeGreaterThan(8);

        var took = await host.EndAsync("TERM");

        took.ShouldBeLessThan(StopLimit);
        host.ExitCode.ShouldBe(0, host.Output);
        (await host.SurvivorsAsync(Grace)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CtrlC_WhenDataIsTemporary_StopsAllAndRemovesTheData()
    {
        using var host = HostProcess.Start("--Parts=cache,postgres");
        await host.WaitForLineAsync(Up);
        Directory.GetDirectories(host.Folder, "native-run-*").ShouldNotBeEmpty();

        var took = await host.EndAsync("INT");

        took.ShouldBeLessThan(StopLimit);
        host.ExitCode.ShouldBe(0, host.Output);
        (await host.SurvivorsAsync(Grace)).ShouldBeEmpty();
        Directory.GetDirectories(host.Folder, "native-run-*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("postgres starts")]
    [InlineData("messaging starts")]
    [InlineData("sampledb starts")]
    public async Task Sigterm_WhileStarting_StopsAllWithinTenSeconds(string moment)
    {
        using var host = HostProcess.Start(AllServers);
        await host.WaitForLineAsync(moment);

        var took = await host.EndAsync("TERM");

        took.ShouldBeLessThan(StopLimit);
        host.Output.ShouldNotContain(Up);
        host.ExitCode.ShouldBe(0, host.Output);
        (await host.SurvivorsAsync(Grace)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Up)]
    [InlineData("sampledb starts")]
    public async Task Sigkill_OfTheHost_LeavesNoProcess(string moment)
    {
        using var host = HostProcess.Start(AllServers);
        await host.WaitForLineAsync(moment);
        host.Living().Count.ShouldBeGreaterThan(3);

        await host.EndAsync("KILL");

        (await host.SurvivorsAsync(WatchdogGrace)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_AfterSigkillOfTheHost_FindsTheKeptDataUsable()
    {
        var folder = HostProcess.NewFolder();
        using (var killed = HostProcess.StartIn(folder, null, AllServers, "--Keeps=true"))
        {
            await killed.WaitForLineAsync(Up);
            await killed.EndAsync("KILL");

            // At once, so that the servers of the killed host may still be going down.
            using var next = HostProcess.StartIn(folder, null, AllServers, "--Keeps=true");
            await next.WaitForLineAsync(Up);
            await next.EndAsync("TERM");
            next.ExitCode.ShouldBe(0, next.Output);
        }
    }

    [Fact]
    public async Task Start_WhenALivingRunHasTheData_IsRefused()
    {
        var folder = HostProcess.NewFolder();
        using var first = HostProcess.StartIn(folder, null, "--Parts=cache", "--Keeps=true");
        await first.WaitForLineAsync(Up);

        using var second = HostProcess.StartIn(folder, null, "--Parts=cache", "--Keeps=true");
        await second.WaitForExitAsync();

        second.ExitCode.ShouldBe(1);
        second.Output.ShouldContain("is in use by a run that is still alive");
        await first.EndAsync("TERM");
        first.ExitCode.ShouldBe(0, first.Output);
    }
}
