namespace Booking.Application.Tests.Receipts;

using Booking.Infrastructure.Receipts;
using Shouldly;
using Xunit;

public sealed class FolderObjectStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("objects-").FullName;
    private readonly FolderObjectStore _store;

    public FolderObjectStoreTests() => _store = new FolderObjectStore(Path.Combine(_folder, "store"));

    [Fact]
    public async Task Put_WhenKeyExists_ReplacesTheObjectAndLeavesNothingElse()
    {
        await _store.PutAsync("a/b/one.pdf", new byte[] { 1, 2, 3 }, "application/pdf", default);
        await _store.PutAsync("a/b/one.pdf", new byte[] { 4 }, "application/pdf", default);

        await using Stream? content = await _store.OpenAsync("a/b/one.pdf", default);
        content.ShouldNotBeNull().ReadByte().ShouldBe(4);
        content.ReadByte().ShouldBe(-1);
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Put_WhenManyWriteTheSameKey_ReaderNeverSeesAMixture()
    {
        byte[][] versions = [.. Enumerable.Range(1, 8).Select(value => Enumerable.Repeat((byte)value, 200_000).ToArray())];
        await _store.PutAsync("a.pdf", versions[0], "application/pdf", default);
        Task writing = Parallel.ForEachAsync(Enumerable.Range(0, 40), async (i, ct) => await _store.PutAsync("a.pdf", versions[i % versions.Length], "application/pdf", ct));
        do
        {
            await using Stream? content = await _store.OpenAsync("a.pdf", default);
            using MemoryStream copy = new();
            await content.ShouldNotBeNull().CopyToAsync(copy);
            byte[] read = copy.ToArray();
            read.Length.ShouldBe(200_000);
            read.Distinct().Count().ShouldBe(1);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public async Task Open_WhenThereIsNoSuchObject_IsNull() => (await _store.OpenAsync("no/such.pdf", default)).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside.pdf")]
    [InlineData("a/../../outside.pdf")]
    [InlineData("a//b.pdf")]
    [InlineData("a\\..\\b.pdf")]
    [InlineData("a/./b.pdf")]
    [InlineData("a/b.pdf\0")]
    [InlineData("a/b.pdf\n")]
    [InlineData("C:/a.pdf")]
    [InlineData("a/ä.pdf")]
    public async Task Put_WhenKeyCouldLeadElsewhere_IsRefused(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => _store.PutAsync(key, new byte[] { 1 }, "application/pdf", default));
        await Should.ThrowAsync<ArgumentException>(() => _store.OpenAsync(key, default));
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
