namespace Booking.Api.Users;

using System.IdentityModel.Tokens.Jwt;
using Booking.Api.Http;
using Booking.Domain.Users;
using Booking.Infrastructure.Users;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;

internal static class Authentication
{
    /// <summary>How far the clocks of two hosts may be apart.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Accepts access tokens that our keys signed, and nothing that a token says about how to check it.</summary>
    public static IServiceCollection AddBookingAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        // Before the options are built: they copy it, and otherwise rename sub and role to long addresses.
        JwtSecurityTokenHandler.DefaultMapInboundClaims = false;
        services.TryAddSingleton(provider => SigningKeys.From(configuration, provider.GetRequiredService<IHostEnvironment>()));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<SigningKeys>(Configure);
        return services;
    }

    private static void Configure(JwtBearerOptions options, SigningKeys keys)
    {
        options.SaveToken = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [AccessTokenClaims.TokenType],
            ValidIssuer = keys.Issuer,
            ValidAudience = keys.Audience,
            IssuerSigningKeys = keys.All,
            ValidateIssuerSigningKey = true,
            ClockSkew = ClockSkew,
            NameClaimType = AccessTokenClaims.User,
            RoleClaimType = AccessTokenClaims.Role,
        };
        options.Events = new JwtBearerEvents { OnTokenValidated = RequireIds, OnChallenge = Challenge, OnForbidden = Forbid };
    }

    private static Task RequireIds(TokenValidatedContext context)
    {
        if (!Guid.TryParse(context.Principal?.FindFirst(AccessTokenClaims.User)?.Value, out _)
            || !Guid.TryParse(context.Principal.FindFirst(AccessTokenClaims.Tenant)?.Value, out _))
        {
            context.Fail("The token names no user or no tenant.");
        }

        // Connections that last end with their token.
        context.Properties.ExpiresUtc = context.SecurityToken.ValidTo;

        return Task.CompletedTask;
    }

    private static Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        if (context.AuthenticateFailure is { } failure)
        {
            // RFC 6750 §3.1; the reason is not told, but that a refresh helps is.
            string description = failure is SecurityTokenExpiredException ? "The access token has expired" : "The access token is not valid";
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.WWWAuthenticate = $"Bearer error=\"invalid_token\", error_description=\"{description}\"";
                return Task.CompletedTask;
            });
        }

        return new Problem(UserErrors.NotSignedIn).ExecuteAsync(context.HttpContext);
    }

    private static Task Forbid(ForbiddenContext context) => new Problem(UserErrors.Forbidden).ExecuteAsync(context.HttpContext);
}
