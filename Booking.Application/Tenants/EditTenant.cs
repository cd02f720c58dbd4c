namespace Booking.Application.Tenants;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes what the tenant decides about itself; what is null stays as it is. Holds and bookings that are there keep their prices.</summary>
public sealed record EditTenantCommand(
    long Version, string? Name, string? Address, string? TaxNumber, bool? AllowsGuests, TaxMode? TaxMode, TaxRounding? TaxRounding, int? FeeTaxRate, string? TimeZone = null,
    Optional<TenantNotificationChanges> Notifications = default)
    : ICommand<Versioned<TenantSettingsView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <summary>What a tenant chooses about notifications; what is left out stays, what is null is as the installation has it.</summary>
public sealed record TenantNotificationChanges(Optional<string> Language, Optional<string> TimeZone, Optional<int[]> ReminderMinutes, Optional<QuietHours?> QuietHours)
{
    internal NotificationDefaults Over(NotificationDefaults old) =>
        new(Language.Over(old.Language), TimeZone.Over(old.TimeZone), ReminderMinutes.IsNamed ? ReminderMinutes.Value : old.ReminderMinutes, QuietHours.Over(old.QuietHours));
}

internal sealed class EditTenantValidator : AbstractValidator<EditTenantCommand>
{
    public EditTenantValidator()
    {
        RuleFor(command => command.Name).Must(name => name is null || (!string.IsNullOrWhiteSpace(name) && name.Length <= Tenant.NameMaxLength && Formats.IsOneLine(name)))
            .WithMessage($"1 to {Tenant.NameMaxLength} characters on one line.");
        RuleFor(command => command.Address).Must(address => address is null || (address.Length <= Tenant.AddressMaxLength && Formats.IsStorable(address)))
            .WithMessage($"At most {Tenant.AddressMaxLength} characters, without NUL.");
        RuleFor(command => command.TaxNumber).Must(number => number is null || (number.Length <= Tenant.TaxNumberMaxLength && Formats.IsOneLine(number)))
            .WithMessage($"At most {Tenant.TaxNumberMaxLength} characters on one line.");
        RuleFor(command => command.TimeZone).Must(zone => zone is null || (zone.Length is > 0 and <= Tenant.TimeZoneMaxLength && Formats.IsOneLine(zone)))
            .WithMessage("An IANA time zone, such as Europe/Berlin.");
        When(command => command.Notifications.Value is not null, () =>
        {
            RuleFor(command => command.Notifications.Value!.Language.Value).OneLine(20).OverridePropertyName("Notifications.Language");
            RuleFor(command => command.Notifications.Value!.TimeZone.Value).OneLine(Tenant.TimeZoneMaxLength).OverridePropertyName("Notifications.TimeZone");
        });
    }
}

internal sealed class EditTenantHandler(IBookingDb db, RequestContext context, NotificationOptions notifications) : IRequestHandler<EditTenantCommand, Result<Versioned<TenantSettingsView>>>
{
    public async Task<Result<Versioned<TenantSettingsView>>> Handle(EditTenantCommand command, CancellationToken cancellationToken)
    {
        Tenant tenant = await db.Tenants.SingleAsync(tenant => tenant.Id == context.TenantId, cancellationToken);
        Result<Done> allowed = tenant.CheckVersion(command.Version);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        TenantDetails old = tenant.Details;
        Result<Done> edited = tenant.Edit(new TenantDetails(
            command.Name?.Trim() ?? old.Name,
            command.Address?.Trim() ?? old.Address,
            command.TaxNumber?.Trim() ?? old.TaxNumber,
            command.AllowsGuests ?? old.AllowsGuests,
            command.TaxMode ?? old.TaxMode,
            command.TaxRounding ?? old.TaxRounding,
            command.FeeTaxRate ?? old.FeeTaxRate,
            command.TimeZone?.Trim() ?? old.TimeZone,
            command.Notifications is { IsNamed: true, Value: var changes } ? changes?.Over(old.Notifications) ?? NotificationDefaults.Usual : old.Notifications));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<TenantSettingsView>(TenantSettingsView.Of(tenant, notifications), tenant.Version);
    }
}
