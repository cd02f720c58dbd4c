namespace Booking.Domain.Tenants;

using Booking.Domain.Common;

/// <summary>An organisation that sells on the platform.</summary>
public sealed class Tenant
{
    public const int SlugMaxLength = 40;

    public const int DefaultFeeTaxRate = 1_900;

    private Tenant()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>Names the tenant in <c>X-Tenant</c> and in the host's subdomain; lower case, 3 to 40 characters.</summary>
    public string Slug { get; private init; } = "";

    public string Name { get; private init; } = "";

    public string Address { get; private init; } = "";

    public string TaxNumber { get; private init; } = "";

    public string Currency { get; private init; } = "EUR";

    public TaxMode TaxMode { get; private set; }

    public TaxRounding TaxRounding { get; private set; }

    public TaxRules TaxRules => new(TaxMode, TaxRounding);

    /// <summary>Of fees that name none, in basis points.</summary>
    public int FeeTaxRate { get; private set; } = DefaultFeeTaxRate;

    /// <summary>Whether a hold or booking may be made without an account.</summary>
    public bool AllowsGuests { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Rises by one with every change; the ETag.</summary>
    public long Version { get; private set; } = 1;

    public static Tenant Create(Guid id, string slug, string name, string address, string taxNumber, string currency, bool allowsGuests, DateTimeOffset now) => new()
    {
        Id = id,
        Slug = slug,
        Name = name,
        Address = address,
        TaxNumber = taxNumber,
        Currency = currency,
        AllowsGuests = allowsGuests,
        CreatedAt = now,
    };
}
