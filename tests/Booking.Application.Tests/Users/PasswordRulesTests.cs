namespace Booking.Application.Tests.Users;

using Booking.Application.Users;
using FluentValidation.Results;
using Shouldly;
using Xunit;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("Booking-demo-1!")]
    [InlineData("        ")]
    [InlineData("nocompositionrules")]
    [InlineData("пароль-на-русском")]
    [InlineData("12345679")]
    public void Validate_WhenThePasswordIsLongEnoughAndNotCommon_AcceptsIt(string password) => Faults(password).ShouldBeEmpty();

    [Fact]
    public void Validate_WhenThePasswordHas128Characters_AcceptsIt()
    {
        Faults(new string('x', 127) + "y").ShouldBeEmpty();
        Faults(new string('x', 128) + "y").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("short-1")]
    [InlineData("")]
    [InlineData("password")]
    [InlineData("PASSWORD123")]
    [InlineData("Qwertyuiop")]
    [InlineData("1234567890")]
    [InlineData("ANN@example.test")]
    public void Validate_WhenThePasswordIsShortOrCommonOrTheAddress_RefusesIt(string password) => Faults(password).ShouldHaveSingleItem();

    [Theory]
    [InlineData("ann@example.test", true)]
    [InlineData("Ann@Example.test", true)]
    [InlineData("ann", false)]
    [InlineData("ann@example", false)]
    [InlineData("a nn@example.test", false)]
    [InlineData("ann\0@example.test", false)]
    [InlineData("ann@example.test\n", false)]
    [InlineData("anİ@example.test", false)]
    public void Validate_WhenGivenAMailAddress_TellsWhetherItIsOne(string email, bool isOne) =>
        Faults("Booking-demo-1!", email).Count.ShouldBe(isOne ? 0 : 1);

    private static List<ValidationFailure> Faults(string password, string email = "ann@example.test") =>
        new RegisterUserValidator().Validate(new RegisterUserCommand(email, password, "Ann", null)).Errors;
}
