namespace Booking.Application.Tests.Tickets;

using System.Security.Cryptography;
using Booking.Infrastructure.Persistence;
using Booking.Infrastructure.Tickets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

public sealed class TicketKeysTests
{
    private static readonly string Good = NewKey(ECCurve.NamedCurves.nistP256);

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task StartingAsync_WhenOutsideDevelopmentWithoutAKey_Refuses(string environment) =>
        (await RefusalAsync(environment)).ShouldNotBeNull().ShouldContain("Tickets:SigningKeys is empty");

    [Fact]
    public async Task StartingAsync_WhenTheKeyIsTheOneOfDevelopment_StartsInDevelopmentAlone()
    {
        (await RefusalAsync("Development")).ShouldBeNull();
        (await RefusalAsync("Development", ("a", TicketKeys.DevelopmentKey))).ShouldBeNull();
        (await RefusalAsync("Production", ("a", Good), ("b", TicketKeys.DevelopmentKey))).ShouldNotBeNull().ShouldContain("Tickets:SigningKeys:1:Key is the key of development");
    }

    [Fact]
    public async Task StartingAsync_WhenAKeyIsOfAnotherKind_RefusesItWithoutTellingIt()
    {
        using RSA rsa = RSA.Create();
        foreach (string key in (string[])[NewKey(ECCurve.NamedCurves.nistP384), Convert.ToBase64String(rsa.ExportPkcs8PrivateKey()), "MIGHAgEAMBMGByqGSM49", "no base64 at all"])
        {
            string refusal = (await RefusalAsync("Production", ("a", Good), ("b", key))).ShouldNotBeNull();
            refusal.ShouldContain("Tickets:SigningKeys:1:Key is no P-256 private key");
            refusal.ShouldNotContain(key);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no spaces")]
    [InlineData("an-id-that-is-much-longer-than-32-letters")]
    public async Task StartingAsync_WhenAnIdIsNoWord_Refuses(string id) => (await RefusalAsync("Production", (id, Good))).ShouldNotBeNull().ShouldContain(":Id");

    [Fact]
    public async Task StartingAsync_WhenTwoKeysHaveOneId_Refuses() =>
        (await RefusalAsync("Production", ("a", Good), ("a", NewKey(ECCurve.NamedCurves.nistP256)))).ShouldNotBeNull().ShouldContain("used by another key");

    [Fact]
    public async Task StartingAsync_WhenTheKeyIsPem_Starts()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await RefusalAsync("Production", ("a", key.ExportPkcs8PrivateKeyPem()))).ShouldBeNull();
    }

    internal static string NewKey(ECCurve curve)
    {
        using ECDsa key = ECDsa.Create(curve);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    internal static IConfiguration Configuration(params (string Id, string Key)[] keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(keys.SelectMany((key, i) => new Dictionary<string, string?>
        {
            [$"Tickets:SigningKeys:{i}:Id"] = key.Id,
            [$"Tickets:SigningKeys:{i}:Key"] = key.Key,
        }))
        .Build();

    private static async Task<string?> RefusalAsync(string environment, params (string Id, string Key)[] keys)
    {
        try
        {
            await new KeyGuard<TicketKeys>(Configuration(keys), new HostingEnvironment { EnvironmentName = environment }).StartingAsync(CancellationToken.None);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }
}
