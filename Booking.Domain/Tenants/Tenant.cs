namespace Booking.Domain.Tenants;

using Booking.Domain.Common;
using Booking.Domain.Notifications;
using NodaTime;

/// <summary>Everything about a tenant that its admins may change.</summary>
/// <param name="Address">As it is printed on receipts; line breaks separate its lines.</param>
/// <param name="FeeTaxRate">Of fees that name none, in basis points.</param>
/// <param name="TimeZone">IANA; whose days the reports are about.</param>
public sealed record TenantDetails(
    string Name, string Address, string TaxNumber, bool AllowsGuests, TaxMode TaxMode, TaxRounding TaxRounding, int FeeTaxRate, string TimeZone, NotificationDefaults Notifications);

/// <summary>An organisation that sells on the platform.</summary>
public sealed class Tenant
{
    public const int SlugMaxLength = 40;

    public const int DefaultFeeTaxRate = 1_900;

    public const int NameMaxLength = 200;

    public const int AddressMaxLength = 500;

    public const int TaxNumberMaxLength = 50;

    public const int TimeZoneMaxLength = 60;

    private Tenant()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>Names the tenant in <c>X-Tenant</c> and in the host's subdomain; lower case, 3 to 40 characters.</summary>
    public string Slug { get; private init; } = "";

    public string Name { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string TaxNumber { get; private set; } = "";

    public string Currency { get; private init; } = "EUR";

    public TaxMode TaxMode { get; private set; }

    public TaxRounding TaxRounding { get; private set; }

    public TaxRules TaxRules => new(TaxMode, TaxRounding);

    /// <summary>Of fees that name none, in basis points.</summary>
    public int FeeTaxRate { get; private set; } = DefaultFeeTaxRate;

    /// <summary>Whether a hold or booking may be made without an account.</summary>
    public bool AllowsGuests { get; private set; }

    /// <summary>IANA; whose days the reports are about.</summary>
    public string TimeZone { get; private set; } = "UTC";

    /// <summary>See <see cref="NotificationDefaults"/>, as the other members that say how people are told.</summary>
    public string? NotificationLanguage { get; private set; }

    public string? NotificationTimeZone { get; private set; }

    public IReadOnlyList<int>? ReminderMinutes { get; private set; }

    public TimeOnly? QuietFrom { get; private set; }

    public TimeOnly? QuietTo { get; private set; }

    public NotificationDefaults Notifications =>
        new(NotificationLanguage, NotificationTimeZone, ReminderMinutes, QuietFrom is { } from && QuietTo is { } to ? new QuietHours(from, to) : null);

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Rises by one with every change; the ETag.</summary>
    public long Version { get; private set; } = 1;

    public TenantDetails Details => new(Name, Address, TaxNumber, AllowsGuests, TaxMode, TaxRounding, FeeTaxRate, TimeZone, Notifications);

    public static Tenant Create(Guid id, string slug, string name, string address, string taxNumber, string currency, bool allowsGuests, DateTimeOffset now, string timeZone = "UTC") => new()
    {
        Id = id,
        Slug = slug,
        Name = name,
        Address = address,
        TaxNumber = taxNumber,
        Currency = currency,
        AllowsGuests = allowsGuests,
        TimeZone = timeZone,
        CreatedAt = now,
    };

    /// <summary>Refuses a change that starts from another copy than this one.</summary>
    /// <param name="expected">The version that the caller has seen.</param>
    public Result<Done> CheckVersion(long expected) => Version == expected
        ? Result.Success
        : new Error("precondition_failed", "This has been changed since it was read.", ErrorKind.PreconditionFailed);

    /// <summary>Holds and bookings that are there keep their prices.</summary>
    public Result<Done> Edit(TenantDetails details)
    {
        if (details.FeeTaxRate is < 0 or > 10_000)
        {
            return Error.Rule("/feeTaxRate", "A tax rate lies between 0 and 100 % (10000).");
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(details.TimeZone) is null)
        {
            return Error.Rule("/timeZone", $"'{details.TimeZone}' is not an IANA time zone.");
        }

        Result<Done> allowed = details.Notifications.Check("/notifications");
        if (allowed.IsFailure)
        {
            return allowed;
        }

        (Name, Address, TaxNumber, AllowsGuests) = (details.Name, details.Address, details.TaxNumber, details.AllowsGuests);
        (TaxMode, TaxRounding, FeeTaxRate, TimeZone) = (details.TaxMode, details.TaxRounding, details.FeeTaxRate, details.TimeZone);
        (NotificationLanguage, NotificationTimeZone, ReminderMinutes) = (details.Notifications.Language, details.Notifications.TimeZone, details.Notifications.ReminderMinutes);
        (QuietFrom, QuietTo) = (details.Notifications.QuietHours?.From, details.Notifications.QuietHours?.To);
        Version++;
        return Result.Success;
    }
}
