namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What a user chooses anew; what is left out stays as it is.</summary>
/// <param name="Switches">By category and channel; others stay.</param>
/// <param name="Consents">By channel: given or taken back.</param>
public sealed record EditNotificationPreferencesCommand(
    Optional<string> Language,
    Optional<string> TimeZone,
    Optional<QuietHours?> QuietHours,
    IReadOnlyList<(NotificationCategory Category, NotificationChannel Channel, bool IsOn)> Switches,
    IReadOnlyList<(NotificationChannel Channel, bool IsGiven)> Consents) : ICommand<PreferencesView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class EditNotificationPreferencesValidator : AbstractValidator<EditNotificationPreferencesCommand>
{
    public EditNotificationPreferencesValidator()
    {
        RuleFor(command => command.Language.Value).OneLine(20).OverridePropertyName("Language");
        RuleFor(command => command.TimeZone.Value).OneLine(100).OverridePropertyName("TimeZone");
    }
}

internal sealed class EditNotificationPreferencesHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context)
    : IRequestHandler<EditNotificationPreferencesCommand, Result<PreferencesView>>
{
    public async Task<Result<PreferencesView>> Handle(EditNotificationPreferencesCommand command, CancellationToken cancellationToken)
    {
        // The user's row is there before the preferences' is; two first changes at once take turns.
        Guid userId = context.UserId!.Value;
        await db.LockUserAsync(userId, cancellationToken);
        NotificationPreferences? preferences = await db.NotificationPreferences.SingleOrDefaultAsync(preferences => preferences.Id == userId, cancellationToken);
        if (preferences is null)
        {
            preferences = NotificationPreferences.Create(userId, context.TenantId);
            db.NotificationPreferences.Add(preferences);
        }

        PreferenceDetails old = preferences.Details;
        Dictionary<string, bool> switches = new(old.Switches);
        foreach ((NotificationCategory category, NotificationChannel channel, bool isOn) in command.Switches)
        {
            switches[NotificationPreferences.KeyOf(category, channel)] = isOn;
        }

        Result<Done> edited = preferences.Edit(new PreferenceDetails(
            command.Language.Over(old.Language), command.TimeZone.Over(old.TimeZone), command.QuietHours.Over(old.QuietHours), switches));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        foreach ((NotificationChannel channel, bool isGiven) in command.Consents)
        {
            preferences.Consent(channel, isGiven, unitOfWork.Now);
        }

        return PreferencesView.Of(preferences);
    }
}
