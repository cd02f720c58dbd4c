namespace Booking.Application.Tests.Users;

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Booking.Application.Users;
using Booking.Domain.Common;
using Booking.Infrastructure.Users;
using Shouldly;
using Xunit;

public sealed class Pbkdf2PasswordHasherTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly Pbkdf2PasswordHasher _hasher = new(new LoginOptions());

    public void Dispose() => _hasher.Dispose();

    [Fact]
    public async Task HashAsync_Always_StoresAlgorithmIterationsSaltAndHash()
    {
        string[] parts = (await HashAsync(Password)).Split('$');

        parts.Length.ShouldBe(4);
        parts[0].ShouldBe("pbkdf2-sha512");
        int.Parse(parts[1], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(220_000);
        Convert.FromBase64String(parts[2]).Length.ShouldBe(16);
        Convert.FromBase64String(parts[3]).Length.ShouldBe(64);
    }

    [Fact]
    public async Task HashAsync_WhenHashedByTheStandardsFunction_IsTheSame()
    {
        string[] parts = (await HashAsync("pässwörd ✓ ")).Split('$');

        byte[] expected = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes("pässwörd ✓ "), Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture), HashAlgorithmName.SHA512, 64);
        Convert.FromBase64String(parts[3]).ShouldBe(expected);
    }

    [Fact]
    public async Task HashAsync_WhenTheSamePasswordAgain_HasAnotherSalt() => (await HashAsync(Password)).ShouldNotBe(await HashAsync(Password));

    [Theory]
    [InlineData(Password, PasswordVerdict.Right)]
    [InlineData("Correct horse battery", PasswordVerdict.Wrong)]
    [InlineData("correct horse battery ", PasswordVerdict.Wrong)]
    [InlineData("correct horse batter", PasswordVerdict.Wrong)]
    [InlineData("", PasswordVerdict.Wrong)]
    public async Task VerifyAsync_WhenGivenAPassword_TellsWhetherItIsTheSame(string password, PasswordVerdict expected) =>
        (await _hasher.VerifyAsync(password, await HashAsync(Password), CancellationToken.None)).Value.ShouldBe(expected);

    [Fact]
    public async Task VerifyAsync_WhenTheHashIsWeak_AsksForABetterOne()
    {
        string weak = Stored(1000, Password);

        (await _hasher.VerifyAsync(Password, weak, CancellationToken.None)).Value.ShouldBe(PasswordVerdict.RightButWeak);
        (await _hasher.VerifyAsync("another password", weak, CancellationToken.None)).Value.ShouldBe(PasswordVerdict.Wrong);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("correct horse battery")]
    [InlineData("pbkdf2-sha512$220000$$")]
    [InlineData("pbkdf2-sha512$0$AAAAAAAAAAAAAAAAAAAAAA==$AAAA")]
    [InlineData("pbkdf2-sha512$2000000000$AAAAAAAAAAAAAAAAAAAAAA==$AAAA")]
    [InlineData("pbkdf2-sha512$220000$not base64$AAAA")]
    [InlineData("md5$1$AAAA$AAAA")]
    public async Task VerifyAsync_WhenThereIsNoUsableHash_IsWrong(string? stored) =>
        (await _hasher.VerifyAsync(Password, stored, CancellationToken.None)).Value.ShouldBe(PasswordVerdict.Wrong);

    [Fact]
    public async Task VerifyAsync_WhenTheUserIsUnknown_TakesAsLongAsForAKnownOne()
    {
        string stored = await HashAsync(Password);
        List<double> known = [];
        List<double> unknown = [];
        for (int i = 0; i < 9; i++)
        {
            known.Add(await MeasureAsync(stored));
            unknown.Add(await MeasureAsync(null));
        }

        // Without the computation it would be thousands of times faster; the bounds only leave room for a busy machine.
        (Median(unknown) / Median(known)).ShouldBeInRange(0.5, 2);
    }

    [Fact]
    public async Task HashAsync_WhenMoreWaitThanMayWait_TurnsTheOthersAway()
    {
        using Pbkdf2PasswordHasher narrow = new(new LoginOptions { MaxQueuedHashes = 2 });
        int room = Environment.ProcessorCount + 2;

        Result<string>[] results = await Task.WhenAll(Enumerable.Range(0, room + 20).Select(_ => narrow.HashAsync(Password, CancellationToken.None)));

        results.Count(result => result.IsSuccess).ShouldBeInRange(room, room + 19);
        results.Where(result => result.IsFailure).ShouldAllBe(result => result.Error!.Kind == ErrorKind.Unavailable && result.Error.RetryAfter != null);
        (await narrow.HashAsync(Password, CancellationToken.None)).IsSuccess.ShouldBeTrue();
    }

    private static string Stored(int iterations, string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, 64);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private async Task<double> MeasureAsync(string? stored)
    {
        long started = Stopwatch.GetTimestamp();
        await _hasher.VerifyAsync("another password", stored, CancellationToken.None);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private async Task<string> HashAsync(string password) => (await _hasher.HashAsync(password, CancellationToken.None)).Value!;
}
