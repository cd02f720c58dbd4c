namespace Booking.Application.Tests.Users;

using System.Security.Cryptography;
using System.Text;
using Booking.Infrastructure.Persistence;
using Booking.Infrastructure.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

public sealed class SigningKeysTests
{
    private const string Good = "0xq7Zr1mV9sT4uB8yD2wE6aC3hJ5kL+n";

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task StartingAsync_WhenOutsideDevelopmentWithoutAKey_Refuses(string environment) =>
        (await RefusalAsync(environment)).ShouldNotBeNull().ShouldContain("Auth:SigningKeys is empty");

    [Fact]
    public async Task StartingAsync_WhenInDevelopmentWithoutAKey_StartsWithTheKnownOne()
    {
        (await RefusalAsync("Development")).ShouldBeNull();
        Read("Development").Current.Key.ShouldBe(Encoding.UTF8.GetBytes(SigningKeys.DevelopmentKey));
    }

    [Fact]
    public async Task StartingAsync_WhenTheKeyIsTheOneOfDevelopment_RefusesItOutsideDevelopmentInEveryForm()
    {
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(SigningKeys.DevelopmentKey));

        (await RefusalAsync("Production", SigningKeys.DevelopmentKey)).ShouldNotBeNull().ShouldContain("key of development");
        (await RefusalAsync("Production", base64)).ShouldNotBeNull().ShouldContain("key of development");
        (await RefusalAsync("Production", Good, base64)).ShouldNotBeNull().ShouldContain("Auth:SigningKeys:1:Key");
        (await RefusalAsync("Development", base64)).ShouldBeNull();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("thirty-one-bytes-are-not-enough")]
    [InlineData("MDEyMzQ1Njc4OTAxMjM0NQ==")]
    public async Task StartingAsync_WhenAKeyIsShort_RefusesItInEveryEnvironmentWithoutTellingIt(string key)
    {
        foreach (string environment in (string[])["Production", "Development"])
        {
            string refusal = (await RefusalAsync(environment, Good, key)).ShouldNotBeNull();
            refusal.ShouldContain("at least 32");
            refusal.ShouldNotContain(key);
        }
    }

    [Fact]
    public async Task StartingAsync_WhenTheKeyIsLongEnough_Starts()
    {
        (await RefusalAsync("Production", Good)).ShouldBeNull();
        (await RefusalAsync("Production", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))).ShouldBeNull();
    }

    [Fact]
    public void From_WhenThereAreSeveralKeys_SignsWithTheFirst()
    {
        SigningKeys keys = Read("Production", Good, Convert.ToBase64String(new byte[32].Select((_, i) => (byte)i).ToArray()));

        keys.Current.KeyId.ShouldBe("key-0");
        keys.All.Select(key => key.KeyId).ShouldBe(["key-0", "key-1"]);
        keys.All[1].Key.ShouldBe(Enumerable.Range(0, 32).Select(i => (byte)i));
    }

    [Fact]
    public void From_WhenTwoKeysHaveOneId_Refuses() => Should.Throw<InvalidOperationException>(() => SigningKeys.From(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Auth:SigningKeys:0:Id"] = "a",
            ["Auth:SigningKeys:0:Key"] = Good,
            ["Auth:SigningKeys:1:Id"] = "a",
            ["Auth:SigningKeys:1:Key"] = Good + "x",
        }).Build(),
        new HostingEnvironment { EnvironmentName = "Production" })).Message.ShouldContain("used by another key");

    private static SigningKeys Read(string environment, params string[] keys) => SigningKeys.From(Configuration(keys), new HostingEnvironment { EnvironmentName = environment });

    private static async Task<string?> RefusalAsync(string environment, params string[] keys)
    {
        try
        {
            await new KeyGuard<SigningKeys>(Configuration(keys), new HostingEnvironment { EnvironmentName = environment }).StartingAsync(CancellationToken.None);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static IConfiguration Configuration(string[] keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(keys.SelectMany((key, i) => new Dictionary<string, string?>
        {
            [$"Auth:SigningKeys:{i}:Id"] = $"key-{i}",
            [$"Auth:SigningKeys:{i}:Key"] = key,
        }))
        .Build();
}
