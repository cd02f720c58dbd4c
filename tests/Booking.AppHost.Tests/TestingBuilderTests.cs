namespace Booking.AppHost.Tests;

using System.Net.Http.Json;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Shouldly;
using Xunit;

[Collection(nameof(NativeHostCollection))]
public sealed class TestingBuilderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Environment_OfAProject_IsThatOfAspire()
    {
        await using var app = await StartAsync("--Parts=cache,postgres,messaging,client");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service").WaitAsync(Limit);
        using var http = app.CreateHttpClient("service");

        var seen = (await http.GetFromJsonAsync<Dictionary<string, string>>("environment"))!;

        seen["ConnectionStrings__sampledb"].ShouldMatch("^Host=localhost;Port=[0-9]+;Username=postgres;Password=[A-Za-z0-9]{22};Database=sample$");
        seen["ConnectionStrings__sampledb"].ShouldBe(await app.GetConnectionStringAsync("sampledb"));
        seen["SAMPLEDB_DATABASENAME"].ShouldBe("sample");
        seen["SAMPLEDB_URI"].ShouldMatch("^postgresql://postgres:[A-Za-z0-9]{22}@localhost:[0-9]+/sample$");
        seen["SAMPLEDB_JDBCCONNECTIONSTRING"].ShouldMatch("^jdbc:postgresql://localhost:[0-9]+/sample$");
        seen["ConnectionStrings__cache"].ShouldMatch("^localhost:[0-9]+,password=[A-Za-z0-9]{22}$");
        seen["CACHE_URI"].ShouldMatch("^redis://:[A-Za-z0-9]{22}@localhost:[0-9]+$");
        seen["ConnectionStrings__messaging"].ShouldMatch("^amqp://guest:[A-Za-z0-9]{22}@localhost:[0-9]+$");
        seen["MESSAGING_USERNAME"].ShouldBe("guest");
        seen["ASPNETCORE_URLS"].ShouldBe(app.GetEndpoint("service").ToString().TrimEnd('/'));
        seen["ASPNETCORE_ENVIRONMENT"].ShouldBe("Development");
        seen["FROM_PROFILE"].ShouldBe("yes");
        seen["OTEL_SERVICE_NAME"].ShouldBe("service");
        seen.Keys.ShouldNotContain("OTEL_EXPORTER_OTLP_ENDPOINT");

        await app.ResourceNotifications.WaitForResourceHealthyAsync("client").WaitAsync(Limit);
        using var client = app.CreateHttpClient("client");
        var discovered = await EventuallyAsync(() => client.GetFromJsonAsync<Dictionary<string, string>>("environment"));
        discovered["services__service__http__0"].ShouldBe(seen["ASPNETCORE_URLS"]);
        discovered["SERVICE_HTTP"].ShouldBe(seen["ASPNETCORE_URLS"]);
        discovered.Keys.ShouldNotContain("FROM_PROFILE");
    }

    [Fact]
    public async Task StopCommand_OnAServer_TakesItAwayAndStartBringsItBackAtTheSamePort()
    {
        await using var app = await StartAsync("--Parts=cache,postgres");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service").WaitAsync(Limit);
        var endpoint = app.GetEndpoint("cache", "tcp");

        var stopped = await app.ResourceCommands.ExecuteCommandAsync("cache", KnownResourceCommands.StopCommand);

        stopped.Success.ShouldBeTrue(stopped.ErrorMessage);
        (await AcceptsAsync(endpoint)).ShouldBeFalse();
        using var http = app.CreateHttpClient("service");
        (await http.GetStringAsync("health")).ShouldBe("ok");

        var started = await app.ResourceCommands.ExecuteCommandAsync("cache", KnownResourceCommands.StartCommand);

        started.Success.ShouldBeTrue(started.ErrorMessage);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("cache").WaitAsync(Limit);
        app.GetEndpoint("cache", "tcp").ShouldBe(endpoint);
        (await AcceptsAsync(endpoint)).ShouldBeTrue();
    }

    [Fact]
    public async Task WaitForResourceHealthy_WhenAStepFailed_ThrowsWithItsLastLines()
    {
        await using var app = await StartAsync("--Parts=step", "--StepExitCode=7");

        var thrown = await Should.ThrowAsync<DistributedApplicationException>(
            app.ResourceNotifications.WaitForResourceHealthyAsync("service").WaitAsync(Limit));

        thrown.Message.ShouldContain("step ended unexpectedly with exit code 7");
        thrown.Message.ShouldContain("finish line 40");
    }

    [Fact]
    public async Task Replicas_BehindOneEndpoint_TakeTurnsAndOneMayDie()
    {
        await using var app = await StartAsync("--Replicas=2");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service").WaitAsync(Limit);
        var endpoint = app.GetEndpoint("service");

        var pids = await PidsAsync(endpoint);

        pids.Count.ShouldBe(2);
        HostProcess.Send("KILL", pids.First());
        var left = await EventuallyAsync(async () => await PidsAsync(endpoint) is { Count: 1 } one ? one : null);
        left.ShouldBe(pids.Skip(1).ToHashSet());
    }

    [Fact]
    public async Task StartCommand_AfterAServerWasKilled_BringsItBack()
    {
        await using var app = await StartAsync("--Parts=cache");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service").WaitAsync(Limit);
        var endpoint = app.GetEndpoint("cache", "tcp");
        KillRedis(endpoint.Port);
        await app.ResourceNotifications.WaitForResourceAsync("cache", KnownResourceStates.Exited).WaitAsync(Limit);

        var started = await app.ResourceCommands.ExecuteCommandAsync("cache", KnownResourceCommands.StartCommand);

        started.Success.ShouldBeTrue(started.ErrorMessage);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("cache").WaitAsync(Limit);
        (await AcceptsAsync(endpoint)).ShouldBeTrue();
    }

    [Fact]
    public async Task BuildAsync_AfterTheTestAddedToTheBuilder_UsesWhatItAdded()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--Parts="]);
        var service = builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == "service");
        builder.CreateResourceBuilder(service).WithEnvironment("ADDED_BY_TEST", "yes");
        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service").WaitAsync(Limit);
        using var http = app.CreateHttpClient("service");

        var seen = await http.GetFromJsonAsync<Dictionary<string, string>>("environment");

        seen!["ADDED_BY_TEST"].ShouldBe("yes");
    }

    private static async Task<DistributedApplication> StartAsync(params string[] arguments)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(arguments);
        var app = await builder.BuildAsync();
        await app.StartAsync();
        return app;
    }

    private static async Task<HashSet<int>> PidsAsync(Uri endpoint)
    {
        var pids = new HashSet<int>();
        for (var request = 0; request < 6; request++)
        {
            // A connection of its own for each request, because the turn is per connection.
            using var http = new HttpClient { BaseAddress = endpoint };
            pids.Add(await http.GetFromJsonAsync<int>("pid"));
        }

        return pids;
    }

    private static void KillRedis(int port)
    {
        // Redis shows its port in its title.
        var title = $"redis-server 127.0.0.1:{port}";
        var folder = Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Single(folder => Title(folder).StartsWith(title, StringComparison.Ordinal));
        HostProcess.Send("KILL", int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));

        static string Title(string folder)
        {
            try
            {
                var title = File.ReadAllText(Path.Combine(folder, "cmdline"));
                return title[(title.IndexOf("redis-server", StringComparison.Ordinal) is var at && at < 0 ? title.Length : at)..];
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }
    }

    private static async Task<bool> AcceptsAsync(Uri endpoint)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", endpoint.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T?>> look) where T : class
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await look() is { } seen)
                {
                    return seen;
                }
            }
            catch (HttpRequestException) when (attempt < 100)
            {
            }

            attempt.ShouldBeLessThan(100);
            await Task.Delay(100);
        }
    }
}
