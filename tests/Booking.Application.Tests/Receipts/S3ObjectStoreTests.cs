namespace Booking.Application.Tests.Receipts;

using System.Diagnostics;
using Amazon.S3;
using Booking.Infrastructure.Receipts;
using Shouldly;
using Xunit;

public sealed class S3ObjectStoreTests
{
    private static readonly byte[] Pdf = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i % 251))];

    [Fact]
    public async Task Put_WhenStored_IsSignedAndCanBeOpened()
    {
        await using S3Server server = new();
        using S3ObjectStore store = new(Options(server));

        await store.PutAsync("tenant/receipts/one.pdf", Pdf, "application/pdf", default);

        (byte[] content, string contentType) = server.Objects["/receipts-bucket/tenant/receipts/one.pdf"];
        content.SequenceEqual(Pdf).ShouldBeTrue();
        contentType.ShouldBe("application/pdf");
        await using Stream? opened = await store.OpenAsync("tenant/receipts/one.pdf", default);
        using MemoryStream read = new();
        await opened.ShouldNotBeNull().CopyToAsync(read);
        read.ToArray().SequenceEqual(Pdf).ShouldBeTrue();
    }

    [Fact]
    public async Task Open_WhenThereIsNoSuchObject_IsNull()
    {
        await using S3Server server = new();
        using S3ObjectStore store = new(Options(server));

        (await store.OpenAsync("tenant/none.pdf", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Put_WhenCredentialsAreNotAccepted_Fails()
    {
        await using S3Server server = new();
        using S3ObjectStore store = new(Options(server, accessKey: "another-key"));

        await Should.ThrowAsync<AmazonS3Exception>(() => store.PutAsync("tenant/one.pdf", Pdf, "application/pdf", default));
        server.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_WhenServerDoesNotAnswer_GivesUpInTime()
    {
        await using S3Server server = new() { Frozen = new TaskCompletionSource() };
        using S3ObjectStore store = new(Options(server, timeout: TimeSpan.FromSeconds(1)));
        long started = Stopwatch.GetTimestamp();

        await Should.ThrowAsync<Exception>(() => store.PutAsync("tenant/one.pdf", Pdf, "application/pdf", default));

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        server.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Put_WhenKeyCouldLeadElsewhere_IsRefusedBeforeAnythingIsSent()
    {
        await using S3Server server = new();
        using S3ObjectStore store = new(Options(server));

        await Should.ThrowAsync<ArgumentException>(() => store.PutAsync("../other-bucket/one.pdf", Pdf, "application/pdf", default));
        server.Requests.ShouldBeEmpty();
    }

    private static S3Options Options(S3Server server, string accessKey = "test-key", TimeSpan? timeout = null) => new()
    {
        Bucket = "receipts-bucket",
        ServiceUrl = server.Address,
        Region = "eu-test-1",
        AccessKey = accessKey,
        SecretKey = "test-secret",
        ForcePathStyle = true,
        Timeout = timeout ?? TimeSpan.FromSeconds(10),
    };
}
