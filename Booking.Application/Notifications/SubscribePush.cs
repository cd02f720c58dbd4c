namespace Booking.Application.Notifications;

using System.Buffers.Text;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Subscribes one of the caller's browsers; again, it is the same subscription.</summary>
/// <param name="P256dh">The browser's public key, in base64url.</param>
/// <param name="Auth">Its secret, in base64url.</param>
public sealed record SubscribePushCommand(string Endpoint, string P256dh, string Auth) : ICommand<PushSubscriptionView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];

    /// <summary>Without what would let somebody send there, wherever it may be printed.</summary>
    public override string ToString() => nameof(SubscribePushCommand);
}

internal sealed class SubscribePushValidator : AbstractValidator<SubscribePushCommand>
{
    private const int KeyMaxLength = 100;

    public SubscribePushValidator()
    {
        RuleFor(command => command.Endpoint).NotNull().OneLine(WebhookTargets.UrlMaxLength);
        RuleFor(command => command.P256dh).Must(IsBase64Url).WithMessage("Bytes in base64url.").OverridePropertyName("Keys.P256dh");
        RuleFor(command => command.Auth).Must(IsBase64Url).WithMessage("Bytes in base64url.").OverridePropertyName("Keys.Auth");
    }

    private static bool IsBase64Url(string? text) => text is { Length: > 0 and <= KeyMaxLength } && !text.Any(char.IsWhiteSpace) && Base64Url.IsValid(text);
}

internal sealed class SubscribePushHandler(IBookingDb db, IUnitOfWork unitOfWork, IPushKeys keys, WebhookTargets targets, RequestContext context)
    : IRequestHandler<SubscribePushCommand, Result<PushSubscriptionView>>
{
    public async Task<Result<PushSubscriptionView>> Handle(SubscribePushCommand command, CancellationToken cancellationToken)
    {
        if (keys.PublicKey is null)
        {
            return PushErrors.NotConfigured;
        }

        DateTimeOffset now = unitOfWork.Now;
        Guid user = context.UserId!.Value;
        (byte[] publicKey, byte[] auth) = (Base64Url.DecodeFromChars(command.P256dh), Base64Url.DecodeFromChars(command.Auth));
        Result<PushSubscription> made = PushSubscription.Create(Guid.CreateVersion7(now), context.TenantId, user, command.Endpoint, publicKey, auth, targets, now);
        if (made.IsFailure)
        {
            return made.Error;
        }

        await unitOfWork.TakeTurnAsync("push subscriptions", cancellationToken);
        PushSubscription? known = await db.PushSubscriptions.SingleOrDefaultAsync(subscription => subscription.Endpoint == made.Value.Endpoint, cancellationToken);
        if (known?.UserId != user && await db.PushSubscriptions.CountAsync(subscription => subscription.UserId == user, cancellationToken) >= PushSubscription.MaxPerUser)
        {
            return PushErrors.TooMany;
        }

        if (known is not null)
        {
            Result<Done> renewed = known.Renew(user, publicKey, auth);
            return renewed.IsSuccess ? PushSubscriptionView.Of(known) : renewed.Error;
        }

        db.PushSubscriptions.Add(made.Value);
        return PushSubscriptionView.Of(made.Value);
    }
}
