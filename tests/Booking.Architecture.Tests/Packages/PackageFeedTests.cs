namespace Booking.Architecture.Tests.Packages;

using System.Net;
using System.Net.Sockets;

/// <summary>The repository's own build files in a small tree, for each answer that a feed can give.</summary>
public sealed class PackageFeedTests : IDisposable
{
    private readonly FeedMiniature _miniature = new();

    [Fact]
    public async Task Run_WhenFeedHoldsEverything_UsesThePackages()
    {
        await _miniature.PublishLibraryAsync();
        _miniature.PublishPropsPackage(FeedMiniature.Versioned, "1.0.0");
        _miniature.PublishPropsPackage(FeedMiniature.Versioned, "2.0.0");
        _miniature.PublishSdk();

        var run = await _miniature.DotnetAsync("run", "--project", "App");

        run.ShouldBe(0, "library=package versioned=2.0.0 sdk=package");
        _miniature.Answer.ShouldBe("full");
    }

    [Fact]
    public async Task Run_WhenFeedLacksAPackage_UsesTheStandin()
    {
        _miniature.PublishPropsPackage(FeedMiniature.Versioned, "1.0.0");
        _miniature.PublishPropsPackage(FeedMiniature.Versioned, "2.0.0");
        _miniature.PublishSdk();

        var run = await _miniature.DotnetAsync("run", "--project", "App");

        run.ShouldBe(0, "library=stand-in versioned=1.0.0 sdk=none");
        _miniature.Answer.ShouldBe("partial");
    }

    [Fact]
    public async Task Restore_WhenASolutionAndAProjectAskAtOnce_BothSucceed()
    {
        _miniature.PublishPropsPackage(FeedMiniature.Versioned, "1.0.0");

        var runs = await Task.WhenAll(_miniature.DotnetAsync("restore", "App"), _miniature.DotnetAsync("restore", "Miniature.sln"));

        runs.ShouldAllBe(run => run.ExitCode == 0);
        _miniature.Answer.ShouldBe("partial");
        _miniature.Leftovers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Build_WhenFeedCannotBeReached_WritesNoAnswerAndFailsWithTheRestoresError()
    {
        _miniature.UseFeed($"http://127.0.0.1:{ClosedPort()}/v3/index.json");

        var build = await _miniature.DotnetAsync("build", "App");

        build.ExitCode.ShouldNotBe(0);
        build.Output.ShouldContain("NU1301");
        _miniature.Answer.ShouldBeNull();
        _miniature.Leftovers.ShouldBeEmpty();
    }

    public void Dispose() => _miniature.Dispose();

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
