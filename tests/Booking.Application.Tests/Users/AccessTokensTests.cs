namespace Booking.Application.Tests.Users;

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Domain.Users;
using Booking.Infrastructure.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

public sealed class AccessTokensTests
{
    private const string Key = "0xq7Zr1mV9sT4uB8yD2wE6aC3hJ5kL+n";

    private static readonly DateTimeOffset Now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly User _user = User.Register(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "ann@example.test", "Ann", null, "-", [Roles.Customer, Roles.Admin], Now);

    [Fact]
    public void Issue_Always_SaysWhoForWhomAndHowLong()
    {
        string[] parts = Tokens().Issue(_user).Value.Split('.');
        JsonNode header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        JsonNode payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;

        ((string?)header["alg"]).ShouldBe("HS256");
        ((string?)header["typ"]).ShouldBe("at+jwt");
        ((string?)header["kid"]).ShouldBe("first");
        ((string?)payload["sub"]).ShouldBe(_user.Id.ToString());
        ((string?)payload["tid"]).ShouldBe(_user.TenantId.ToString());
        payload["role"]!.AsArray().Select(role => (string?)role).ShouldBe(["customer", "admin"]);
        ((string?)payload["iss"]).ShouldBe("booking");
        ((string?)payload["aud"]).ShouldBe("booking");
        ((string?)payload["jti"]).ShouldNotBeNullOrEmpty();
        ((long?)payload["exp"]).ShouldBe(Now.AddMinutes(15).ToUnixTimeSeconds());
        ((long?)payload["nbf"]).ShouldBe(Now.ToUnixTimeSeconds());
        parts[2].ShouldBe(Signature(parts));
    }

    [Fact]
    public void Issue_WhenManyAskAtOnce_SignsEachRight()
    {
        AccessTokens tokens = Tokens();

        Parallel.For(0, 2000, _ =>
        {
            string[] parts = tokens.Issue(_user).Value.Split('.');
            parts[2].ShouldBe(Signature(parts));
        });
    }

    private static string Signature(string[] parts) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}")));

    private static AccessTokens Tokens() => new(
        SigningKeys.From(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Auth:SigningKeys:0:Id"] = "first", ["Auth:SigningKeys:0:Key"] = Key }).Build(),
            new HostingEnvironment { EnvironmentName = Environments.Production }),
        new SetClock(Now));
}
