namespace Booking.Application.Users;

using Booking.Application.Abstractions;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using Mapster;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

/// <summary>Spends a refresh token for the next one and a new access token, with the user's roles of now.</summary>
public sealed record RefreshSessionCommand(string RefreshToken) : IProcess<SessionView>
{
    public override string ToString() => nameof(RefreshSessionCommand);
}

internal sealed class RefreshSessionValidator : AbstractValidator<RefreshSessionCommand>
{
    public RefreshSessionValidator() => RuleFor(command => command.RefreshToken).NotEmpty();
}

internal sealed class RefreshSessionHandler(
    IBookingDb db, IUnitOfWork unitOfWork, IAccessTokens accessTokens, ITenantDirectory tenants, RequestContext context, TypeAdapterConfig mapping,
    ILogger<RefreshSessionHandler> logger)
    : IRequestHandler<RefreshSessionCommand, Result<SessionView>>
{
    /// <summary>Tabs of one browser refresh at the same moment; only one wins, and the others are no thieves.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public async Task<Result<SessionView>> Handle(RefreshSessionCommand command, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(context.TenantId, cancellationToken) is not { } tenant)
        {
            return UserErrors.InvalidRefreshToken;
        }

        // A reuse is a success of the unit of work, so that the revocation is committed; it becomes a refusal only out here.
        Result<Rotation> rotation = await unitOfWork.RunAsync(ct => RotateAsync(RefreshTokenFormat.Hash(command.RefreshToken), ct), cancellationToken);
        if (rotation.IsFailure)
        {
            return rotation.Error;
        }

        return rotation.Value is { User: { } user, RefreshToken: { } refreshToken }
            ? SessionView.Of(user, tenant, accessTokens.Issue(user), refreshToken, mapping)
            : UserErrors.InvalidRefreshToken;
    }

    private async Task<Result<Rotation>> RotateAsync(byte[] hash, CancellationToken ct)
    {
        if (await db.LockRefreshTokenAsync(hash, ct) is not { } token)
        {
            return UserErrors.InvalidRefreshToken;
        }

        DateTimeOffset now = unitOfWork.Now;
        if (token.RevokedAt is null && token.SpentAt is { } spentAt && now - spentAt > Grace)
        {
            await db.RevokeFamilyAsync(token.FamilyId, now, ct);
            logger.RefreshTokenReused(token.UserId, token.FamilyId);
            return Rotation.Reuse;
        }

        Result<Done> spent = token.Spend(now);
        if (spent.IsFailure)
        {
            return spent.Error;
        }

        User user = await db.Users.AsNoTracking().SingleAsync(user => user.Id == token.UserId, ct);
        return new Rotation(user, db.IssueRefreshToken(user, token.FamilyId, now));
    }

    private sealed record Rotation(User? User, string? RefreshToken)
    {
        public static readonly Rotation Reuse = new(null, null);
    }
}
