namespace Booking.Api.Tests.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Infrastructure.Caching;
using Booking.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using StackExchange.Redis;
using Xunit;

/// <summary>Two hosts with memories of their own and one Redis between them.</summary>
[Collection(BookingCollection.Name)]
public sealed class ReadCacheTests(BookingApp app)
{
    private static readonly CachePolicy Policy = new(CacheLifetimes.Routes, "tag");

    private readonly Guid _tenant = Guid.CreateVersion7();
    private int _loads;

    [Fact]
    public async Task GetOrLoad_WhenAnotherHostHasLoaded_TakesItsAnswer()
    {
        using ConnectionMultiplexer redis = await ConnectAsync();
        using ReadCache one = Host(redis);
        using ReadCache other = Host(redis);

        (await AskAsync(one, "first")).ShouldBe("first");
        (await AskAsync(other, "second")).ShouldBe("first");
        _loads.ShouldBe(1);
    }

    [Fact]
    public async Task Forget_WhenAnotherHostIsTold_AnswersAnew()
    {
        using ConnectionMultiplexer redis = await ConnectAsync();
        using ConnectionMultiplexer otherRedis = await ConnectAsync();
        using ReadCache one = Host(redis);
        using ReadCache other = Host(otherRedis);
        await other.ListenAsync();
        await AskAsync(one, "old");
        await AskAsync(other, "old");

        one.Forget(_tenant, ["tag"]);

        (await AskAsync(one, "new")).ShouldBe("new");
        await Eventually.SatisfiesAsync(() => AskAsync(other, "new"), answer => answer == "new");
    }

    /// <summary>The control: without being told, the other host goes on with what it has.</summary>
    [Fact]
    public async Task GetOrLoad_WhenNobodyForgets_KeepsTheAnswer()
    {
        using ConnectionMultiplexer redis = await ConnectAsync();
        using ReadCache one = Host(redis);
        await AskAsync(one, "old");

        (await AskAsync(one, "new")).ShouldBe("old");
        one.Forget(_tenant, ["another tag"]);
        one.Forget(Guid.CreateVersion7(), ["tag"]);
        (await AskAsync(one, "new")).ShouldBe("old");
    }

    /// <summary>A loading that began before the change may end after it; nobody who asks later is given its answer.</summary>
    [Fact]
    public async Task GetOrLoad_WhenTheChangeComesDuringTheLoading_TheOldAnswerIsNotKept()
    {
        using ConnectionMultiplexer redis = await ConnectAsync();
        using ReadCache one = Host(redis);
        TaskCompletionSource begun = new();
        TaskCompletionSource goOn = new();
        Task<Result<string>> slow = one.GetOrLoadAsync<Result<string>>(_tenant, "UseCase", "question", Policy, async _ =>
        {
            begun.SetResult();
            await goOn.Task;
            return "old";
        }, CancellationToken.None);
        await begun.Task;

        one.Forget(_tenant, ["tag"]);
        (await AskAsync(one, "new")).ShouldBe("new");
        goOn.SetResult();
        (await slow).Value.ShouldBe("old");

        (await AskAsync(one, "newer")).ShouldBe("new");
        using ReadCache other = Host(redis);
        (await AskAsync(other, "newer")).ShouldNotBe("old");
    }

    [Fact]
    public async Task GetOrLoad_WhenManyAskAtOnce_LoadsOnce()
    {
        using ConnectionMultiplexer redis = await ConnectAsync();
        using ReadCache one = Host(redis);
        TaskCompletionSource goOn = new();
        Task<Result<string>>[] asked = [.. Enumerable.Range(0, 100).Select(_ => one.GetOrLoadAsync<Result<string>>(_tenant, "UseCase", "question", Policy, async _ =>
        {
            Interlocked.Increment(ref _loads);
            await goOn.Task;
            return "answer";
        }, CancellationToken.None))];

        goOn.SetResult();
        (await Task.WhenAll(asked)).ShouldAllBe(answer => answer.Value == "answer");
        _loads.ShouldBe(1);
    }

    [Fact]
    public async Task GetOrLoad_WhenTheLoadingFails_HandsNoFailureOnAndKeepsNone()
    {
        using ConnectionMultiplexer redis = await ConnectAsync();
        using ReadCache one = Host(redis);
        Result<string> failed = await one.GetOrLoadAsync<Result<string>>(
            _tenant, "UseCase", "question", Policy, _ => Task.FromResult(Result<string>.Failure(Error.NotFound("gone", "Gone."))), CancellationToken.None);

        failed.Error.ShouldNotBeNull().Code.ShouldBe("gone");
        (await AskAsync(one, "there")).ShouldBe("there");
    }

    [Fact]
    public async Task Clear_WhenCalled_ForgetsAnswersInRedisToo()
    {
        using ConnectionMultiplexer redis = await ConnectAsync();
        using ReadCache one = Host(redis);
        await AskAsync(one, "old");

        one.Clear();

        using ReadCache other = Host(redis);
        (await AskAsync(one, "new")).ShouldBe("new");
        (await AskAsync(other, "newer")).ShouldBe("new");
    }

    private async Task<string?> AskAsync(ReadCache host, string current)
    {
        Result<string> answer = await host.GetOrLoadAsync<Result<string>>(_tenant, "UseCase", "question", Policy, _ =>
        {
            Interlocked.Increment(ref _loads);
            return Task.FromResult<Result<string>>(current);
        }, CancellationToken.None);
        return answer.Value;
    }

    private Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(app.ConnectionString("cache") + ",abortConnect=false");

    private static ReadCache Host(ConnectionMultiplexer redis) =>
        new(new SharedReads(redis, TimeProvider.System, NullLogger<SharedReads>.Instance), new CachingOptions { HostLifetime = TimeSpan.FromMinutes(1) });
}
