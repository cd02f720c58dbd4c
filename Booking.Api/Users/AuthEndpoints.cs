namespace Booking.Api.Users;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Users;
using Booking.Domain.Users;
using MediatR;

internal sealed class AuthEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder auth = api.MapGroup("/auth").WithTags("Auth");
        auth.AddEndpointFilter(KeepOutOfCaches);
        auth.MapPost("/register", RegisterUser).Describe(nameof(RegisterUser), "Makes a customer and signs in")
            .Produces<SessionView>(StatusCodes.Status201Created).Refuses(401, 404, 409);
        auth.MapPost("/login", LogIn).Describe(nameof(LogIn), "Signs in with mail address and password")
            .Produces<SessionView>().Refuses(401, 404);
        auth.MapPost("/refresh", RefreshSession).Describe(nameof(RefreshSession), "Changes a refresh token for the next one and a new access token")
            .Produces<SessionView>().Refuses(401).WithoutTenant();
        auth.MapPost("/logout", LogOut).Describe(nameof(LogOut), "Ends the session of a refresh token")
            .Produces(StatusCodes.Status204NoContent).Refuses(401).WithoutTenant();
        auth.MapGet("/me", GetMe).Describe(nameof(GetMe), "Tells who is signed in")
            .Produces<UserView>().Refuses(401, 404);
    }

    private static async Task<IResult> RegisterUser(RegisterUserRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(request.ToCommand(), ct)).ToCreated(_ => "/api/v1/auth/me");

    private static async Task<IResult> LogIn(LogInRequest request, HttpContext http, ISender sender, CancellationToken ct) =>
        (await sender.Send(request.ToCommand(http.Connection.RemoteIpAddress), ct)).ToOk();

    private static async Task<IResult> RefreshSession(RefreshSessionRequest request, RequestContext context, ISender sender, CancellationToken ct)
    {
        if (!RefreshTokenFormat.TryReadTenant(request.RefreshToken, out Guid tenantId))
        {
            return new Problem(UserErrors.InvalidRefreshToken);
        }

        context.UseTenant(tenantId);
        return (await sender.Send(request.ToCommand(), ct)).ToOk();
    }

    private static async Task<IResult> LogOut(LogOutRequest request, RequestContext context, ISender sender, CancellationToken ct)
    {
        if (!RefreshTokenFormat.TryReadTenant(request.RefreshToken, out Guid tenantId))
        {
            return TypedResults.NoContent();
        }

        context.UseTenant(tenantId);
        return (await sender.Send(request.ToCommand(), ct)).ToNoContent();
    }

    private static async Task<IResult> GetMe(ISender sender, CancellationToken ct) => (await sender.Send(new GetMeQuery(), ct)).ToOk();

    private static ValueTask<object?> KeepOutOfCaches(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        invocation.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(invocation);
    }
}
