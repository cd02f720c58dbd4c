namespace Booking.Api.Users;

using System.Net;
using Booking.Application.Users;

/// <param name="Password">8 to 128 characters, taken as they are.</param>
/// <param name="Phone">E.164, e.g. <c>+4930123456</c>.</param>
internal sealed record RegisterUserRequest(string Email, string Password, string Name, string? Phone = null)
{
    public RegisterUserCommand ToCommand() => new(Email, Password, Name, Phone);

    public override string ToString() => nameof(RegisterUserRequest);
}

internal sealed record LogInRequest(string Email, string Password)
{
    public LogInCommand ToCommand(IPAddress? address) => new(Email, Password, address);

    public override string ToString() => nameof(LogInRequest);
}

internal sealed record RefreshSessionRequest(string RefreshToken)
{
    public RefreshSessionCommand ToCommand() => new(RefreshToken);

    public override string ToString() => nameof(RefreshSessionRequest);
}

internal sealed record LogOutRequest(string RefreshToken)
{
    public LogOutCommand ToCommand() => new(RefreshToken);

    public override string ToString() => nameof(LogOutRequest);
}
