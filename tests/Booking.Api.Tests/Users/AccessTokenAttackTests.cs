namespace Booking.Api.Tests.Users;

using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Infrastructure.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Every attack comes with its control: a right token of the same shape passes, so the refusal is for the attack itself.</summary>
[Collection(BookingCollection.Name)]
public sealed class AccessTokenAttackTests(BookingApp app)
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(SigningKeys.DevelopmentKey);
    private static readonly byte[] ForeignKey = Encoding.UTF8.GetBytes("a foreign key that is long enough");

    private static readonly Dictionary<string, Attack> Attacks = new()
    {
        ["alg none"] = new(token => token.Header("alg", "none").Unsigned(), token => token.Signed(Key)),
        ["alg None"] = new(token => token.Header("alg", "None").Unsigned(), token => token.Signed(Key)),
        ["alg nOnE with the old signature"] = new(token => token.Header("alg", "nOnE").WithOldSignature(), token => token.Signed(Key)),
        ["no signature"] = new(token => token.Unsigned(), token => token.WithOldSignature()),
        ["another algorithm with our key"] = new(token => token.Header("alg", "HS384").Signed(Key, HMACSHA384.HashData), token => token.Signed(Key)),
        ["changed role"] = new(token => token.Payload("role", "admin").WithOldSignature(), token => token.Payload("role", "admin").Signed(Key)),
        ["changed tenant"] = new(token => token.Payload("tid", Guid.NewGuid().ToString()).WithOldSignature(), token => token.WithOldSignature()),
        ["changed signature"] = new(token => token.WithChangedSignature(), token => token.WithOldSignature()),
        ["foreign key with our kid"] = new(token => token.Signed(ForeignKey), token => token.Signed(Key)),
        ["empty key with a kid that is a path"] = new(token => token.Header("kid", "../../../dev/null").Signed([]), token => token.Signed(Key)),
        ["kid that is SQL"] = new(token => token.Header("kid", "x' UNION SELECT 'key").Signed("key"u8.ToArray()), token => token.Signed(Key)),
        ["embedded jwk"] = new(token => token.Header("jwk", Jwk()).Signed(ForeignKey), token => token.Header("jwk", Jwk()).Signed(Key)),
        ["embedded jku"] = new(token => token.Header("jku", "https://attacker.example/keys").Signed(ForeignKey), token => token.Header("jku", "https://attacker.example/keys").Signed(Key)),
        ["typ JWT"] = new(token => token.Header("typ", "JWT").Signed(Key), token => token.Header("typ", "at+jwt").Signed(Key)),
        ["typ refresh"] = new(token => token.Header("typ", "refresh+jwt").Signed(Key), token => token.Header("typ", "at+jwt").Signed(Key)),
        ["no typ"] = new(token => token.Header("typ", null).Signed(Key), token => token.Signed(Key)),
        ["expired a minute ago"] = new(token => token.Payload("exp", Seconds(-60)).Payload("nbf", Seconds(-120)).Signed(Key), token => token.Payload("exp", Seconds(60)).Payload("nbf", Seconds(-120)).Signed(Key)),
        ["no exp"] = new(token => token.Payload("exp", null).Signed(Key), token => token.Signed(Key)),
        ["not yet good"] = new(token => token.Payload("nbf", Seconds(120)).Signed(Key), token => token.Payload("nbf", Seconds(-1)).Signed(Key)),
        ["another audience"] = new(token => token.Payload("aud", "another").Signed(Key), token => token.Payload("aud", "booking").Signed(Key)),
        ["no audience"] = new(token => token.Payload("aud", null).Signed(Key), token => token.Signed(Key)),
        ["another issuer"] = new(token => token.Payload("iss", "https://attacker.example").Signed(Key), token => token.Payload("iss", "booking").Signed(Key)),
        ["no issuer"] = new(token => token.Payload("iss", null).Signed(Key), token => token.Signed(Key)),
        ["no tenant"] = new(token => token.Payload("tid", null).Signed(Key), token => token.Signed(Key)),
        ["no user"] = new(token => token.Payload("sub", null).Signed(Key), token => token.Signed(Key)),
        ["user that is no id"] = new(token => token.Payload("sub", "1 OR 1=1").Signed(Key), token => token.Signed(Key)),
        ["huge"] = new(token => token.Payload("pad", new string('x', 15_000)).Signed(ForeignKey), token => token.Payload("pad", new string('x', 15_000)).Signed(Key)),
        ["garbage"] = new(_ => "garbage", token => token.WithOldSignature()),
        ["five parts"] = new(token => token.WithOldSignature() + ".e30.e30", token => token.WithOldSignature()),
        ["nothing"] = new(_ => "", token => token.WithOldSignature()),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task GetMe_WhenTheTokenIsForged_Is401AndItsControlPasses(string name)
    {
        Session session = await app.Http.RegisterAsync();

        using HttpResponseMessage forged = await app.Http.GetMeAsync(Attacks[name].Forge(new Token(session.AccessToken)));
        await forged.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not_authenticated");

        using HttpResponseMessage control = await app.Http.GetMeAsync(Attacks[name].Control(new Token(session.AccessToken)));
        control.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task GetMe_WhenThereIsNoToken_Is401()
    {
        using HttpResponseMessage response = await app.Http.GetMeAsync(null);
        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not_authenticated");
    }

    [Fact]
    public async Task GetMe_WhenARefreshTokenIsSentAsAccessToken_Is401()
    {
        Session session = await app.Http.RegisterAsync();

        using HttpResponseMessage response = await app.Http.GetMeAsync(session.RefreshToken);
        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not_authenticated");
    }

    [Fact]
    public async Task GetMe_WhenTheTokenIsTooBigForTheServer_IsRefused()
    {
        using HttpResponseMessage response = await app.Http.GetMeAsync(new string('x', 300_000));
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Fact]
    public async Task GetMe_WhenTheTokenExpired_SaysSo()
    {
        Session session = await app.Http.RegisterAsync();

        using HttpResponseMessage response = await app.Http.GetMeAsync(Attacks["expired a minute ago"].Forge(new Token(session.AccessToken)));
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\", error_description=\"The access token has expired\"");
    }

    [Theory]
    [InlineData("api/v1/auth/login")]
    [InlineData("api/v1/auth/register")]
    [InlineData("api/v1/auth/refresh")]
    [InlineData("api/v1/no-such-thing")]
    public async Task AnyCall_WhenTheTokenIsNotValid_Is401EvenWhereNoneIsNeeded(string path)
    {
        Session session = await app.Http.RegisterAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {new Token(session.AccessToken).Signed(ForeignKey)}");
        request.Content = System.Net.Http.Json.JsonContent.Create(new { email = session.Email, password = Accounts.Password, refreshToken = session.RefreshToken });

        using HttpResponseMessage response = await app.Http.SendAsync(request);

        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not_authenticated");
    }

    private static long Seconds(int fromNow) => TimeProvider.System.GetUtcNow().AddSeconds(fromNow).ToUnixTimeSeconds();

    private static JsonObject Jwk() => new() { ["kty"] = "oct", ["alg"] = "HS256", ["k"] = Base64Url.EncodeToString(ForeignKey) };

    private sealed record Attack(Func<Token, string> Forge, Func<Token, string> Control);

    /// <summary>The parts of a right token, to be changed and put together again.</summary>
    private sealed class Token(string right)
    {
        private readonly JsonObject _header = Parse(right, 0);
        private readonly JsonObject _payload = Parse(right, 1);

        public Token Header(string name, JsonNode? value) => Change(_header, name, value);

        public Token Payload(string name, JsonNode? value) => Change(_payload, name, value);

        public string Unsigned() => $"{Content()}.";

        public string WithOldSignature() => $"{Content()}.{right.Split('.')[2]}";

        public string WithChangedSignature()
        {
            byte[] signature = Base64Url.DecodeFromChars(right.Split('.')[2]);
            signature[RandomNumberGenerator.GetInt32(signature.Length)] ^= (byte)(1 << RandomNumberGenerator.GetInt32(8));
            return $"{Content()}.{Base64Url.EncodeToString(signature)}";
        }

        public string Signed(byte[] key) => Signed(key, HMACSHA256.HashData);

        public string Signed(byte[] key, Func<byte[], byte[], byte[]> sign) =>
            $"{Content()}.{Base64Url.EncodeToString(sign(key, Encoding.ASCII.GetBytes(Content())))}";

        private static JsonObject Parse(string token, int part) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[part]))!.AsObject();

        private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

        private string Content()
        {
            string[] old = right.Split('.');
            string header = JsonNode.DeepEquals(_header, Parse(right, 0)) ? old[0] : Encode(_header);
            string payload = JsonNode.DeepEquals(_payload, Parse(right, 1)) ? old[1] : Encode(_payload);
            return $"{header}.{payload}";
        }

        private Token Change(JsonObject part, string name, JsonNode? value)
        {
            part.Remove(name);
            if (value is not null)
            {
                part.Add(name, value);
            }

            return this;
        }
    }
}
