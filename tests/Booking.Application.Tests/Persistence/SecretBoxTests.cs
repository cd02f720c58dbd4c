namespace Booking.Application.Tests.Persistence;

using Booking.Application.Abstractions;
using Booking.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;
using Xunit;

public sealed class SecretBoxTests
{
    private const string First = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private const string Second = "OTg3NjU0MzIxMDk4NzY1NDMyMTA5ODc2NTQzMjEwOTg=";
    private const string Place = "things/1";

    [Fact]
    public void Open_WhenSealedHere_HasTheSecret()
    {
        SecretBox box = Box(("one", First));

        string kept = box.Seal("grüße\n", Place);

        kept.ShouldStartWith("sealed.v1.one.");
        kept.ShouldNotContain("gr");
        box.Open(kept, Place).ShouldBe("grüße\n");
        (box.IsSealed(kept), box.IsCurrent(kept), box.IsSealed("whsec_abc")).ShouldBe((true, true, false));
        box.Seal("grüße\n", Place).ShouldNotBe(kept);
        box.Open(box.Seal("", Place), Place).ShouldBe("");
    }

    [Fact]
    public void Open_WhenTheKeyHasChanged_OpensTheOldOnesUntilTheyAreSealedAnew()
    {
        string old = Box(("one", First)).Seal("secret", Place);
        SecretBox both = Box(("two", Second), ("one", First));

        both.Open(old, Place).ShouldBe("secret");
        both.IsCurrent(old).ShouldBeFalse();
        string anew = both.Seal(both.Open(old, Place), Place);

        Box(("two", Second)).Open(anew, Place).ShouldBe("secret");
        Should.Throw<SecretNotOpenedException>(() => Box(("two", Second)).Open(old, Place)).Message.ShouldContain("'one'");
    }

    [Fact]
    public void Open_WhenItLiesElsewhereOrWasChanged_Refuses()
    {
        SecretBox box = Box(("one", First));
        string kept = box.Seal("secret", Place);
        char last = kept[^5];

        Should.Throw<SecretNotOpenedException>(() => box.Open(kept, "things/2"));
        Should.Throw<SecretNotOpenedException>(() => box.Open(kept[..^5] + (last == 'A' ? 'B' : 'A') + kept[^4..], Place));
        Should.Throw<SecretNotOpenedException>(() => box.Open(kept[..20], Place));
        Should.Throw<SecretNotOpenedException>(() => box.Open("whsec_abc", Place));
        Should.Throw<SecretNotOpenedException>(() => Box(("one", Second)).Open(kept, Place)).Message.ShouldNotContain("secret\"");
    }

    [Theory]
    [InlineData("one", null, "Key is missing")]
    [InlineData("one", "c2hvcnQ=", "32 bytes")]
    [InlineData("one", "no base64 at all, and long enough for it", "32 bytes")]
    [InlineData("a.b", First, "Id is missing, or not")]
    [InlineData("one", SecretKeys.DevelopmentKey, "key of development")]
    public void From_WhenOutsideDevelopmentAKeyIsUnsafe_Refuses(string id, string? key, string message) =>
        Should.Throw<InvalidOperationException>(() => SecretKeys.From(Configuration((id, key)), Host("Production"))).Message.ShouldContain(message);

    [Fact]
    public void From_WhenNothingIsConfigured_IsForDevelopmentOnly()
    {
        SecretKeys.From(Configuration(), Host("Development")).Current.Id.ShouldBe("development");
        Should.Throw<InvalidOperationException>(() => SecretKeys.From(Configuration(), Host("Production"))).Message.ShouldContain("Secrets:Keys is empty");
        Should.Throw<InvalidOperationException>(() => SecretKeys.From(Configuration(("one", First), ("one", Second)), Host("Production"))).Message.ShouldContain("used by another key");
    }

    [Fact]
    public void Key_WhenPrinted_DoesNotShowItself() => SecretKeys.From(Configuration(("one", First)), Host("Production")).Current.ToString().ShouldBe("one");

    private static SecretBox Box(params (string Id, string? Key)[] keys) => new(SecretKeys.From(Configuration(keys), Host("Production")));

    private static HostingEnvironment Host(string name) => new() { EnvironmentName = name };

    private static IConfiguration Configuration(params (string Id, string? Key)[] keys) => new ConfigurationBuilder().AddInMemoryCollection(
        keys.SelectMany((key, i) => new KeyValuePair<string, string?>[] { new($"Secrets:Keys:{i}:Id", key.Id), new($"Secrets:Keys:{i}:Key", key.Key) })).Build();
}
