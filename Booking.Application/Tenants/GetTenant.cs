namespace Booking.Application.Tenants;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetTenantQuery : IQuery<Versioned<TenantSettingsView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="Slug">Names the tenant in <c>X-Tenant</c> and in the host's subdomain.</param>
/// <param name="Address">As it is printed on receipts.</param>
/// <param name="AllowsGuests">Whether a hold or booking may be made without an account.</param>
/// <param name="FeeTaxRate">Of fees that name none, in basis points.</param>
/// <param name="TimeZone">IANA; whose days the reports are about.</param>
public sealed record TenantSettingsView(
    Guid Id,
    string Slug,
    string Name,
    string Address,
    string TaxNumber,
    string Currency,
    bool AllowsGuests,
    TaxMode TaxMode,
    TaxRounding TaxRounding,
    int FeeTaxRate,
    string TimeZone,
    TenantNotificationsView Notifications,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> AvailableActions)
{
    internal static TenantSettingsView Of(Tenant tenant, NotificationOptions options) => new(
        tenant.Id, tenant.Slug, tenant.Name, tenant.Address, tenant.TaxNumber, tenant.Currency, tenant.AllowsGuests, tenant.TaxMode, tenant.TaxRounding, tenant.FeeTaxRate, tenant.TimeZone,
        TenantNotificationsView.Of(tenant.Notifications, options), tenant.CreatedAt, ["edit"]);
}

/// <summary>How the tenant tells those who have chosen nothing else.</summary>
/// <param name="Language">Null takes the installation's.</param>
/// <param name="TimeZone">IANA zone of quiet hours and of times without a place; null takes the installation's.</param>
/// <param name="ReminderMinutes">How long before its start a booking is reminded of; empty for never, null takes the installation's.</param>
/// <param name="QuietHours">Null for none.</param>
/// <param name="Effective">What follows from it.</param>
public sealed record TenantNotificationsView(
    string? Language, string? TimeZone, IReadOnlyList<int>? ReminderMinutes, QuietHoursView? QuietHours, EffectiveNotificationsView Effective)
{
    internal static TenantNotificationsView Of(NotificationDefaults chosen, NotificationOptions options)
    {
        NotificationTerms terms = options.Under(chosen);
        QuietHoursView? quiet = chosen.QuietHours is { } hours ? QuietHoursView.Of(hours) : null;
        return new TenantNotificationsView(
            chosen.Language, chosen.TimeZone, chosen.ReminderMinutes, quiet,
            new EffectiveNotificationsView(terms.Language, terms.TimeZone, [.. terms.Reminders.Select(before => (int)before.TotalMinutes)], quiet));
    }
}

/// <summary>What the tenant has chosen, and for the rest what the installation has.</summary>
/// <param name="TimeZone">IANA.</param>
/// <param name="ReminderMinutes">Before the start.</param>
public sealed record EffectiveNotificationsView(string Language, string TimeZone, IReadOnlyList<int> ReminderMinutes, QuietHoursView? QuietHours);

internal sealed class GetTenantHandler(IBookingDb db, RequestContext context, NotificationOptions notifications) : IRequestHandler<GetTenantQuery, Result<Versioned<TenantSettingsView>>>
{
    public async Task<Result<Versioned<TenantSettingsView>>> Handle(GetTenantQuery query, CancellationToken cancellationToken)
    {
        Tenant tenant = await db.Tenants.AsNoTracking().SingleAsync(tenant => tenant.Id == context.TenantId, cancellationToken);
        return new Versioned<TenantSettingsView>(TenantSettingsView.Of(tenant, notifications), tenant.Version);
    }
}
