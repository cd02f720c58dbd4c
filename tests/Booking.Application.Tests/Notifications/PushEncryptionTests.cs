namespace Booking.Application.Tests.Notifications;

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Booking.Infrastructure.Notifications;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>The examples of RFC 8188, RFC 8291 and RFC 8292.</summary>
public sealed class PushEncryptionTests
{
    private const string Walrus = "I am the walrus";

    private const string BrowserKey = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string BrowserSecret = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private const string OwnKey = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string OwnSecret = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private const string Auth = "BTBZMqHH6r4Tts7J_aSIgg";

    /// <summary>RFC 8188 §3.1.</summary>
    [Fact]
    public void Encrypt_WhenThereIsOneRecord_MakesTheBytesOfTheStandard() =>
        Text(EncryptedContent.Encrypt(Encoding.UTF8.GetBytes(Walrus), Bytes("yqdlZ-tYemfogSmv7Ws5PQ"), Bytes("I1BsxtFttlv3u_Oo94xnmw"), [], recordSize: 4_096))
            .ShouldBe("I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg");

    /// <summary>RFC 8188 §3.2.</summary>
    [Fact]
    public void Encrypt_WhenThereAreSeveralRecords_MakesTheBytesOfTheStandard() =>
        Text(EncryptedContent.Encrypt(Encoding.UTF8.GetBytes(Walrus), Bytes("BO3ZVPxUlnLORbVGMpbT1Q"), Bytes("uNCkWiNYzKTnBN9ji3-qWA"), "a1"u8, recordSize: 25, padding: 1))
            .ShouldBe("uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA");

    /// <summary>RFC 8291 §5 and appendix A.</summary>
    [Fact]
    public void Encrypt_WhenItIsForABrowser_MakesTheBytesOfTheStandard()
    {
        using ECDiffieHellman own = ECDiffieHellman.Create(PushEncryption.ParametersOf(Bytes(OwnKey), Bytes(OwnSecret)));

        byte[] body = PushEncryption.Encrypt("When I grow up, I want to be a watermelon"u8, Bytes(BrowserKey), Bytes(Auth), own, Bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        Text(body).ShouldBe(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
        PushBrowser.Read(body, Bytes(BrowserKey), Bytes(BrowserSecret), Bytes(Auth)).ShouldBe("When I grow up, I want to be a watermelon");
    }

    [Fact]
    public void Encrypt_WhenTheMessageIsAsLongAsItMayBe_FitsIntoWhatEveryServiceTakes()
    {
        using PushBrowser browser = new();
        byte[] plain = Encoding.ASCII.GetBytes(new string('m', PushEncryption.MaxPlain));

        byte[] body = PushEncryption.Encrypt(plain, browser.PublicKey, browser.Auth);

        body.Length.ShouldBe(4_096);
        browser.Read(body).ShouldBe(Encoding.ASCII.GetString(plain));
        PushEncryption.Encrypt(plain, browser.PublicKey, browser.Auth).ShouldNotBe(body);
        Should.Throw<ArgumentException>(() => PushEncryption.Encrypt(new byte[PushEncryption.MaxPlain + 1], browser.PublicKey, browser.Auth));
    }

    /// <summary>RFC 8292 §2.4: what is signed is the same to the byte; the signature of ECDSA has chance in it, and is checked.</summary>
    [Fact]
    public void Authorize_WhenGivenTheExampleOfTheStandard_SignsTheSame()
    {
        const string token =
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
        const string key = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds(1_453_523_768);

        VapidKeys.Claims("https://push.example.net", expires, "mailto:push@example.com").ShouldBe(token[..token.LastIndexOf('.')]);
        PushBrowser.IsAuthorized($"vapid t={token}, k={key}", key, "https://push.example.net").ShouldBeTrue();

        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        VapidKeys keys = VapidKeys.Of(own.ExportParameters(includePrivateParameters: true), "mailto:push@example.com");
        string authorization = keys.Authorize("https://push.example.net", expires.AddHours(-12));
        authorization.ShouldStartWith($"vapid t={token[..token.LastIndexOf('.')]}.");
        PushBrowser.IsAuthorized(authorization, keys.PublicKey!, "https://push.example.net").ShouldBeTrue();
        PushBrowser.IsAuthorized(authorization, key, "https://push.example.net").ShouldBeFalse();
        PushBrowser.IsAuthorized(authorization, keys.PublicKey!, "https://other.example.net").ShouldBeFalse();
        keys.Authorize("https://push.example.net", expires.AddHours(-7)).ShouldBe(authorization);
        keys.Authorize("https://push.example.net", expires.AddHours(-6)).ShouldNotBe(authorization);
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
