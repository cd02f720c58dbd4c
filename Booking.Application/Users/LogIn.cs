namespace Booking.Application.Users;

using System.Net;
using Booking.Application.Abstractions;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using Mapster;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

/// <param name="Address">The peer of the connection.</param>
public sealed record LogInCommand(string Email, string Password, IPAddress? Address) : IProcess<SessionView>
{
    public override string ToString() => nameof(LogInCommand);
}

internal sealed class LogInValidator : AbstractValidator<LogInCommand>
{
    public LogInValidator()
    {
        RuleFor(command => command.Email).NotEmpty().MaximumLength(User.EmailMaxLength);
        RuleFor(command => command.Password).NotEmpty().MaximumLength(PasswordRules.MaxLength);
    }
}

internal sealed class LogInHandler(
    IBookingDb db, IUnitOfWork unitOfWork, IPasswordHasher passwords, IAccessTokens accessTokens, ILoginLimiter limiter, ITenantDirectory tenants, RequestContext context,
    TypeAdapterConfig mapping, ILogger<LogInHandler> logger)
    : IRequestHandler<LogInCommand, Result<SessionView>>
{
    public async Task<Result<SessionView>> Handle(LogInCommand command, CancellationToken cancellationToken)
    {
        string email = User.Normalise(command.Email);
        if (await limiter.TryEnterAsync(context.TenantId, email, command.Address, cancellationToken) is { } wait)
        {
            return LoginErrors.TooManyAttempts(wait);
        }

        TenantView? tenant = await tenants.FindAsync(context.TenantId, cancellationToken);
        User? user = email.Contains('\0', StringComparison.Ordinal)
            ? null
            : await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Email == email, cancellationToken);

        // Hashed for unknown users too: neither the answer nor its time tells who has an account.
        Result<PasswordVerdict> verdict = await passwords.VerifyAsync(command.Password, user?.PasswordHash, cancellationToken);
        if (verdict.IsFailure)
        {
            return verdict.Error;
        }

        if (tenant is null || user is null || verdict.Value == PasswordVerdict.Wrong)
        {
            logger.LoginRefused();
            return UserErrors.InvalidCredentials;
        }

        string? strongerHash = null;
        if (verdict.Value == PasswordVerdict.RightButWeak)
        {
            // A busy hasher is no reason to refuse a right password; the next login tries again.
            strongerHash = (await passwords.HashAsync(command.Password, cancellationToken)).Value;
        }

        Result<string> refreshToken = await unitOfWork.RunAsync(ct => OpenAsync(user, strongerHash, ct), cancellationToken);
        return refreshToken.IsSuccess
            ? SessionView.Of(user, tenant, accessTokens.Issue(user), refreshToken.Value, mapping)
            : refreshToken.Error;
    }

    private async Task<Result<string>> OpenAsync(User user, string? strongerHash, CancellationToken ct)
    {
        // Read again under a lock: a password that was changed since it was checked must not come back.
        if (strongerHash is not null && await db.LockUserAsync(user.Id, ct) is { } stored && stored.PasswordHash == user.PasswordHash)
        {
            stored.Rehash(strongerHash);
        }

        DateTimeOffset now = unitOfWork.Now;
        return db.IssueRefreshToken(user, Guid.CreateVersion7(now), now);
    }
}
