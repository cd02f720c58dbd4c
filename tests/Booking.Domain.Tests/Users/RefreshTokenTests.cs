namespace Booking.Domain.Tests.Users;

using Booking.Domain.Tests.Common;
using Booking.Domain.Users;
using Shouldly;
using Xunit;

public sealed class RefreshTokenTests
{
    private static readonly DateTimeOffset ExpiresAt = Samples.Now.AddDays(30);

    [Fact]
    public void Spend_WhenFresh_SpendsIt()
    {
        RefreshToken token = Issue();
        token.Spend(ExpiresAt.AddTicks(-1)).IsSuccess.ShouldBeTrue();
        token.WasSpent.ShouldBeTrue();
        token.SpentAt.ShouldBe(ExpiresAt.AddTicks(-1));
    }

    [Fact]
    public void Spend_WhenSpentBefore_IsRefusedAndStaysSpent()
    {
        RefreshToken token = Issue();
        token.Spend(Samples.Now);
        token.Spend(Samples.Now.AddSeconds(1)).Answer().ShouldBe("invalid_refresh_token");
        token.SpentAt.ShouldBe(Samples.Now);
    }

    [Fact]
    public void Spend_WhenItHasExpired_IsRefusedAndNotSpent()
    {
        RefreshToken token = Issue();
        token.Spend(ExpiresAt).Answer().ShouldBe("invalid_refresh_token");
        token.WasSpent.ShouldBeFalse();
    }

    [Fact]
    public void Spend_WhenRevoked_IsRefusedAndNotSpent()
    {
        RefreshToken token = Issue();
        token.Revoke(Samples.Now);
        token.Spend(Samples.Now).Answer().ShouldBe("invalid_refresh_token");
        token.WasSpent.ShouldBeFalse();
    }

    [Fact]
    public void Revoke_WhenRevokedBefore_KeepsTheFirstTime()
    {
        RefreshToken token = Issue();
        token.Revoke(Samples.Now);
        token.Revoke(Samples.Now.AddDays(1));
        token.RevokedAt.ShouldBe(Samples.Now);
    }

    private static RefreshToken Issue() =>
        RefreshToken.Issue(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), [1, 2, 3], ExpiresAt);
}
