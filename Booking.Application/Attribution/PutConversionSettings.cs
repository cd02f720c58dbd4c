namespace Booking.Application.Attribution;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Attribution;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Says to whom the tenant's sales are told.</summary>
/// <param name="AccessToken">Null keeps the one that is there.</param>
public sealed record PutConversionSettingsCommand(string EventSourceId, string? AccessToken, string? TestEventCode, bool IsActive) : ICommand<ConversionSettingsView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];

    /// <summary>Without the token, wherever it may be printed.</summary>
    public override string ToString() => $"{nameof(PutConversionSettingsCommand)} {EventSourceId}";
}

internal sealed class PutConversionSettingsValidator : AbstractValidator<PutConversionSettingsCommand>
{
    public PutConversionSettingsValidator()
    {
        RuleFor(command => command.EventSourceId).NotNull().Matches(@"^[A-Za-z0-9_-]{1,64}\z").WithMessage($"1 to {ConversionSettings.EventSourceIdMaxLength} letters, digits, dashes and underscores.");
        // It goes into a header as it is.
        RuleFor(command => command.AccessToken).Matches(@"^[\x21-\x7E]{1,500}\z").WithMessage($"1 to {ConversionSettings.AccessTokenMaxLength} printable ASCII characters without blanks.")
            .When(command => command.AccessToken is not null);
        RuleFor(command => command.TestEventCode).OneLine(ConversionSettings.TestEventCodeMaxLength);
    }
}

internal sealed class PutConversionSettingsHandler(IBookingDb db, IUnitOfWork unitOfWork, ISecretBox secrets, RequestContext context)
    : IRequestHandler<PutConversionSettingsCommand, Result<ConversionSettingsView>>
{
    public async Task<Result<ConversionSettingsView>> Handle(PutConversionSettingsCommand command, CancellationToken cancellationToken)
    {
        await unitOfWork.TakeTurnAsync("conversion settings", cancellationToken);
        ConversionSettingsDetails details = new(command.EventSourceId, command.TestEventCode, command.IsActive);
        string? token = command.AccessToken is { } given ? secrets.SealConversionToken(given, context.TenantId) : null;
        ConversionSettings? settings = await db.ConversionSettings.SingleOrDefaultAsync(cancellationToken);
        if (settings is null)
        {
            if (token is null)
            {
                return Error.Rule("/accessToken", "There is none yet.");
            }

            settings = ConversionSettings.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, details, token, unitOfWork.Now);
            db.ConversionSettings.Add(settings);
            return ConversionSettingsView.Of(settings);
        }

        settings.Replace(details);
        if (token is not null)
        {
            settings.ChangeToken(token, unitOfWork.Now);
        }

        return ConversionSettingsView.Of(settings);
    }
}
