namespace Booking.Domain.Venues;

using System.Globalization;
using Booking.Domain.Common;
using NodaTime;
using NodaTime.Extensions;

/// <summary>What the price of an extra is for.</summary>
public enum ExtraPricing
{
    /// <summary>Each piece, whatever the use.</summary>
    Fixed,

    /// <summary>Each piece and guest.</summary>
    PerGuest,

    /// <summary>Each piece and started hour of use.</summary>
    PerHour,
}

/// <summary>How many of an extra there are.</summary>
public enum ExtraStock
{
    /// <summary>As many as are asked for.</summary>
    Unlimited,

    /// <summary>So many on each local day; a use over several days needs them on each.</summary>
    PerDay,

    /// <summary>So many altogether; what is sold is gone.</summary>
    Overall,
}

/// <summary>Everything of an extra that the hall's owner may change.</summary>
/// <param name="Amount">Minor units of the hall's currency.</param>
/// <param name="Stock">Pieces; null where the stock is unlimited.</param>
/// <param name="MaxPerBooking">The most pieces of one booking.</param>
public sealed record ExtraDetails(string Name, string Description, ExtraPricing Pricing, long Amount, int TaxRate, ExtraStock StockKind, int? Stock, int MaxPerBooking)
{
    public Error? Check()
    {
        if (Amount < 0)
        {
            return Error.Rule("/amount", "A price is 0 or more.");
        }

        if (TaxRate is < 0 or > 10_000)
        {
            return Error.Rule("/taxRate", "From 0 to 10000 basis points.");
        }

        if (MaxPerBooking is < 1 or > VenueExtra.MaxStock)
        {
            return Error.Rule("/maxPerBooking", $"From 1 to {VenueExtra.MaxStock}.");
        }

        return (StockKind == ExtraStock.Unlimited) != (Stock is null) || Stock is < 0 or > VenueExtra.MaxStock
            ? Error.Rule("/stock", $"From 0 to {VenueExtra.MaxStock} where the stock is limited, and left out where it is not.")
            : null;
    }
}

/// <summary>So many of an extra, as a customer asks for them.</summary>
public sealed record AskedExtra(Guid ExtraId, int Quantity);

/// <summary>One local day's pool of an extra.</summary>
public sealed record ExtraDay(Guid ExtraId, DateOnly Day, Guid PoolId, int Capacity);

/// <summary>Something that is sold along with a hall: decoration, catering.</summary>
public sealed class VenueExtra : AggregateRoot
{
    public const int MaxStock = 100_000;

    private VenueExtra()
    {
    }

    public Guid VenueId { get; private init; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public ExtraPricing Pricing { get; private set; }

    public long Amount { get; private set; }

    public int TaxRate { get; private set; }

    public ExtraStock StockKind { get; private init; }

    public int? Stock { get; private set; }

    public int MaxPerBooking { get; private set; }

    /// <summary>Of an extra whose stock is overall.</summary>
    public Guid? PoolId { get; private init; }

    public bool IsActive { get; private set; }

    public ExtraDetails Details => new(Name, Description, Pricing, Amount, TaxRate, StockKind, Stock, MaxPerBooking);

    public static Result<VenueExtra> Create(Guid id, Guid tenantId, Guid venueId, ExtraDetails details)
    {
        VenueExtra extra = new() { Id = id, TenantId = tenantId, VenueId = venueId, StockKind = details.StockKind, PoolId = details.StockKind == ExtraStock.Overall ? id : null, IsActive = true };
        Result<Done> edited = extra.Edit(details);
        return edited.IsFailure ? edited.Error : extra;
    }

    /// <summary>The kind of stock stays what it was; the caller sees to the pools before.</summary>
    public Result<Done> Edit(ExtraDetails details)
    {
        if (details.StockKind != StockKind)
        {
            return Error.Rule("/stockKind", "What kind of stock an extra has is decided when it is made.");
        }

        if (details.Check() is { } error)
        {
            return error;
        }

        (Name, Description, Pricing, Amount) = (details.Name, details.Description, details.Pricing, details.Amount);
        (TaxRate, Stock, MaxPerBooking) = (details.TaxRate, details.Stock, details.MaxPerBooking);
        return Result.Success;
    }

    /// <summary>Ends its sale; what is sold stays sold.</summary>
    public void Withdraw() => IsActive = false;

    /// <summary>Puts it back on sale, or takes it off.</summary>
    public void Offer(bool isActive) => IsActive = isActive;

    /// <summary>The pools that a use takes it from: none, the one of all, or one for each local day.</summary>
    public IReadOnlyList<Guid> PoolsFor(TimeRange asked, string timeZone) => StockKind switch
    {
        ExtraStock.Overall => [PoolId!.Value],
        ExtraStock.PerDay => [.. DaysOf(asked, timeZone).Select(day => day.PoolId)],
        _ => [],
    };

    /// <summary>The local days of a use, each with its pool.</summary>
    public IReadOnlyList<ExtraDay> DaysOf(TimeRange asked, string timeZone)
    {
        if (StockKind != ExtraStock.PerDay)
        {
            return [];
        }

        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        LocalDate last = asked.To.ToInstant().Minus(Duration.Epsilon).InZone(zone).Date;
        List<ExtraDay> days = [];
        for (LocalDate date = asked.From.ToInstant().InZone(zone).Date; date <= last; date = date.PlusDays(1))
        {
            DateOnly day = date.ToDateOnly();
            days.Add(new ExtraDay(Id, day, DayPool(day), Stock ?? 0));
        }

        return days;
    }

    public Money Total(TimeRange asked, int guests, int quantity, string currency)
    {
        long units = Pricing switch
        {
            ExtraPricing.PerGuest => guests,
            ExtraPricing.PerHour => (long)Math.Ceiling(asked.Duration.TotalHours),
            _ => 1,
        };
        return new Money(Amount, currency) * checked(units * quantity);
    }

    /// <summary>The same for everybody who needs it, so that two who make it meet.</summary>
    private Guid DayPool(DateOnly day)
    {
        byte[] name = System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"extra/{Id:N}/{day:yyyy-MM-dd}"));
        byte[] bytes = System.Security.Cryptography.SHA256.HashData(name)[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
