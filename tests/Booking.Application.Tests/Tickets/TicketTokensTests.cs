namespace Booking.Application.Tests.Tickets;

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Booking.Application.Tickets;
using Booking.Domain.Tickets;
using Booking.Infrastructure.Tickets;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

public sealed class TicketTokensTests
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly TicketCredential Credential = new(Guid.CreateVersion7(), Guid.CreateVersion7(), "Parkett Ä-12");

    [Theory]
    [InlineData(null)]
    [InlineData("3A")]
    [InlineData("Parkett Ä-12")]
    public void Read_WhenSignedHere_SaysWhatWasSigned(string? seat)
    {
        TicketTokens tokens = Tokens(("k1", NewKey()));
        TicketCredential credential = Credential with { Seat = seat };

        string token = tokens.Sign(Tenant, credential);

        tokens.Read(Tenant, token).ShouldBe(new TokenReading(credential, null));
        token.Length.ShouldBeLessThan(200);
        token.ShouldMatch("^[A-Za-z0-9_-]+$");
    }

    [Fact]
    public void Read_WhenAnyBitIsFlipped_Refuses()
    {
        TicketTokens tokens = Tokens(("k1", NewKey()), ("k0", NewKey()));
        byte[] bytes = Base64Url.DecodeFromChars(tokens.Sign(Tenant, Credential));
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            TokenReading reading = tokens.Read(Tenant, Base64Url.EncodeToString(flipped));

            reading.Credential.ShouldBeNull($"bit {bit}");
            reading.Refusal.ShouldBeOneOf(ScanRefusals.Malformed, ScanRefusals.UnknownKey, ScanRefusals.BadSignature);
        }
    }

    /// <summary>The control of the test above: whoever does not look at the signature lets most of them in.</summary>
    [Fact]
    public void Read_WhenTheSignatureIsMadeAnew_AdmitsTheFlippedTicket()
    {
        string key = NewKey();
        TicketTokens tokens = Tokens(("k1", key));
        TicketCredential flipped = Credential with { TicketId = new Guid([.. Credential.TicketId.ToByteArray().Select((b, i) => i == 0 ? (byte)(b ^ 1) : b)]) };

        tokens.Read(Tenant, Tokens(("k1", key)).Sign(Tenant, flipped)).Credential.ShouldBe(flipped);
    }

    [Fact]
    public void Read_WhenAnyLetterIsAnother_Refuses()
    {
        TicketTokens tokens = Tokens(("k1", NewKey()));
        string token = tokens.Sign(Tenant, Credential with { Seat = "A" });
        for (int at = 0; at < token.Length; at++)
        {
            foreach (char letter in "ABz09-_=+ \n")
            {
                if (token[at] != letter)
                {
                    tokens.Read(Tenant, token[..at] + letter + token[(at + 1)..]).Credential.ShouldBeNull($"{letter} at {at}");
                }
            }
        }

        foreach (string other in (string[])["", "A", token[..^1], token + "A", token + "=", token.ToUpperInvariant(), new string('A', 1_000), "null", "\u0000"])
        {
            tokens.Read(Tenant, other).Credential.ShouldBeNull(other);
        }
    }

    [Fact]
    public void Read_WhenAnotherTenantsOrAnotherKeys_Refuses()
    {
        string key = NewKey();
        TicketTokens tokens = Tokens(("k1", key));

        tokens.Read(Guid.CreateVersion7(), tokens.Sign(Tenant, Credential)).ShouldBe(new TokenReading(null, ScanRefusals.BadSignature));
        tokens.Read(Tenant, Tokens(("k1", NewKey())).Sign(Tenant, Credential)).ShouldBe(new TokenReading(null, ScanRefusals.BadSignature));
        tokens.Read(Tenant, Tokens(("k2", key)).Sign(Tenant, Credential)).ShouldBe(new TokenReading(null, ScanRefusals.UnknownKey));
    }

    [Fact]
    public void Read_WhenKeysAreChanged_TakesTheOldOneUntilItIsGone()
    {
        (string Id, string Key) old = ("2026", NewKey());
        (string Id, string Key) young = ("2027", NewKey());
        string before = Tokens(old).Sign(Tenant, Credential);

        TicketTokens both = Tokens(young, old);

        both.Read(Tenant, before).Credential.ShouldBe(Credential);
        Tokens(young).Read(Tenant, both.Sign(Tenant, Credential)).Credential.ShouldBe(Credential);
        Tokens(young).Read(Tenant, before).Refusal.ShouldBe(ScanRefusals.UnknownKey);
        both.Keys.Select(key => key.Kid).ShouldBe(["2027", "2026"]);
    }

    /// <summary>As a scanner does that has the public keys and knows its tenant.</summary>
    [Fact]
    public void Keys_WhenUsedByAnotherProgram_VerifyAToken()
    {
        TicketTokens tokens = Tokens(("k1", NewKey()));
        byte[] token = Base64Url.DecodeFromChars(tokens.Sign(Tenant, Credential));
        TicketKeyView key = tokens.Keys.ShouldHaveSingleItem();
        (key.Kty, key.Crv, key.Alg, key.Use, key.Kid).ShouldBe(("EC", "P-256", "ES256", "sig", "k1"));
        using ECDsa scanner = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
        });

        byte[] signed = [.. Encoding.ASCII.GetBytes("booking-ticket"), .. Tenant.ToByteArray(bigEndian: true), .. token[..^64]];

        scanner.VerifyData(signed, token[^64..], HashAlgorithmName.SHA256).ShouldBeTrue();
        signed[^1] ^= 1;
        scanner.VerifyData(signed, token[^64..], HashAlgorithmName.SHA256).ShouldBeFalse();
    }

    private static TicketTokens Tokens(params (string Id, string Key)[] keys) => new(TicketKeys.From(TicketKeysTests.Configuration(keys), new HostingEnvironment { EnvironmentName = "Production" }));

    private static string NewKey() => TicketKeysTests.NewKey(ECCurve.NamedCurves.nistP256);
}
