namespace Booking.Application.Tests.Users;

using System.Buffers.Text;
using System.Security.Cryptography;
using Booking.Application.Users;
using Shouldly;
using Xunit;

public sealed class RefreshTokenFormatTests
{
    private readonly Guid _tenant = Guid.CreateVersion7();

    [Fact]
    public void TryReadTenant_WhenTheTokenIsOfOurForm_FindsItsTenant()
    {
        RefreshTokenFormat.TryReadTenant(Token(48), out Guid tenant).ShouldBeTrue();
        tenant.ShouldBe(_tenant);
    }

    [Fact]
    public void TryReadTenant_WhenTheTokenIsOfAnotherForm_RefusesIt()
    {
        string right = Token(48);
        string[] others =
        [
            "", "rt_", right[3..], "xx_" + right[3..], right[..^1], right + "A", Token(47), Token(49), " " + right, right[..^1] + "=", right[..^1] + "+",
            right[..10] + " " + right[11..], "rt_" + new string('/', right.Length - 3), new string('x', 100_000),
        ];

        foreach (string other in others)
        {
            RefreshTokenFormat.TryReadTenant(other, out _).ShouldBeFalse(other);
        }
    }

    private string Token(int bytes) => "rt_" + Base64Url.EncodeToString([.. _tenant.ToByteArray(), .. RandomNumberGenerator.GetBytes(bytes - 16)]);
}
