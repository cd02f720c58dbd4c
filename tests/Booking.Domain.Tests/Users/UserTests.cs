namespace Booking.Domain.Tests.Users;

using Booking.Domain.Tests.Common;
using Booking.Domain.Users;
using Shouldly;
using Xunit;

public sealed class UserTests
{
    [Fact]
    public void Register_WhenMailIsWrittenInAnyCase_StoresItLowerAndTrimmed()
    {
        User user = User.Register(Guid.CreateVersion7(), Guid.CreateVersion7(), " Ada@Example.COM ", " Ada ", null, "hash", [Roles.Customer], Samples.Now);
        user.Email.ShouldBe("ada@example.com");
        user.Name.ShouldBe("Ada");
        user.Roles.ShouldBe([Roles.Customer]);
    }
}
