namespace Booking.Api.Tenants;

using Booking.Api.Http;
using Booking.Api.Notifications;
using Booking.Application.Abstractions;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;

internal sealed class TenantEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder tenant = api.MapGroup("/tenant").WithTags("Tenants");
        tenant.MapGet("", GetTenant).Describe(nameof(GetTenant), "The tenant's settings, for its admins.")
            .Produces<TenantSettingsView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403);
        tenant.MapPatch("", EditTenant).Describe(nameof(EditTenant), "Changes the tenant's settings; what is sold keeps its price.")
            .Produces<TenantSettingsView>().Refuses(401, 403, 412, 422, 428);
    }

    private static async Task<IResult> GetTenant(HttpRequest request, ISender sender, CancellationToken ct) => (await sender.Send(new GetTenantQuery(), ct)).ToTagged(request);

    private static async Task<IResult> EditTenant(EditTenantRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        if (version.IsFailure)
        {
            return new Problem(version.Error);
        }

        Result<EditTenantCommand> command = body.ToCommand(version.Value);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToTagged(request);
    }
}

/// <summary>What to change; what is left out stays as it is.</summary>
/// <param name="Address">As it is printed on receipts.</param>
/// <param name="FeeTaxRate">Of fees that name none, in basis points.</param>
/// <param name="TimeZone">IANA; whose days the reports are about. Days that are reported stay as they are.</param>
internal sealed record EditTenantRequest(
    string? Name = null,
    string? Address = null,
    string? TaxNumber = null,
    bool? AllowsGuests = null,
    TaxMode? TaxMode = null,
    TaxRounding? TaxRounding = null,
    int? FeeTaxRate = null,
    string? TimeZone = null)
{
    private readonly Optional<TenantNotificationsBody> _notifications;

    /// <summary>How those are told who have chosen nothing else; null is as the installation has it.</summary>
    public TenantNotificationsBody? Notifications
    {
        get => _notifications.Value;
        init => _notifications = value;
    }

    public Result<EditTenantCommand> ToCommand(long version)
    {
        Dictionary<string, string[]> errors = [];
        Optional<TenantNotificationChanges> notifications = default;
        if (_notifications.IsNamed)
        {
            notifications = _notifications.Value?.Read(errors);
        }

        return errors.Count > 0
            ? Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = errors }
            : new EditTenantCommand(version, Name, Address, TaxNumber, AllowsGuests, TaxMode, TaxRounding, FeeTaxRate, TimeZone, notifications);
    }
}

/// <summary>What to choose anew; what is left out stays as it is.</summary>
internal sealed record TenantNotificationsBody
{
    private readonly Optional<string> _language;
    private readonly Optional<string> _timeZone;
    private readonly Optional<int[]> _reminderMinutes;
    private readonly Optional<QuietHoursBody> _quietHours;

    /// <summary><c>en</c> or <c>de</c>; null takes the installation's.</summary>
    public string? Language
    {
        get => _language.Value;
        init => _language = value;
    }

    /// <summary>IANA zone of quiet hours and of times without a place; null takes the installation's.</summary>
    public string? TimeZone
    {
        get => _timeZone.Value;
        init => _timeZone = value;
    }

    /// <summary>
    /// How long before its start a booking is reminded of, at most five times; empty for never, null takes the installation's. Bookings that are there
    /// keep their reminders until they change.
    /// </summary>
    public int[]? ReminderMinutes
    {
        get => _reminderMinutes.Value;
        init => _reminderMinutes = value;
    }

    /// <summary>Null for none.</summary>
    public QuietHoursBody? QuietHours
    {
        get => _quietHours.Value;
        init => _quietHours = value;
    }

    public TenantNotificationChanges Read(Dictionary<string, string[]> errors)
    {
        Optional<QuietHours?> quiet = default;
        if (_quietHours.IsNamed)
        {
            quiet = _quietHours.Value is { } body ? body.Read(errors, "/notifications") : null;
        }

        return new TenantNotificationChanges(_language, _timeZone, _reminderMinutes, quiet);
    }
}
