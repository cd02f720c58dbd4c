namespace Booking.Api.Venues;

using System.Globalization;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Venues;
using Booking.Domain.Common;
using Booking.Domain.Venues;

/// <summary>A hall to offer. What is left out has its usual value.</summary>
/// <param name="Rates">With a usual rate per hour or per day.</param>
/// <param name="CheckInWithinMinutes">So many minutes after its start a booking is given up where nobody has checked in; 0 for no check-in.</param>
internal sealed record CreateVenueRequest(
    string Name,
    string City,
    string Address,
    double Lat,
    double Lng,
    string TimeZone,
    int Capacity,
    IReadOnlyList<RateBody> Rates,
    string? Description = null,
    IReadOnlyList<LayoutBody>? Layouts = null,
    IReadOnlyList<string>? Features = null,
    int? TaxRate = null,
    IReadOnlyList<OpeningHoursBody>? Hours = null,
    IReadOnlyList<DatedHoursBody>? Exceptions = null,
    int? BufferBeforeMinutes = null,
    int? BufferAfterMinutes = null,
    int? MinMinutes = null,
    int? MaxMinutes = null,
    int? StepMinutes = null,
    int? MinNoticeMinutes = null,
    int? MaxNoticeDays = null,
    int? HoldMinutes = null,
    CancellationPolicy? CancellationPolicy = null,
    VenueApproval? Approval = null,
    PendingBlocks? PendingBlocks = null,
    int? RespondWithinMinutes = null,
    int? PaymentMinutes = null,
    int? CheckInWithinMinutes = null)
{
    public Result<VenueChanges> ToChanges() => new EditVenueRequest(
        Name, City, Address, Lat, Lng, TimeZone, Capacity, Rates, Description, Layouts, Features, TaxRate, Hours, Exceptions, BufferBeforeMinutes, BufferAfterMinutes, MinMinutes,
        MaxMinutes, StepMinutes, MinNoticeMinutes, MaxNoticeDays, HoldMinutes, CancellationPolicy, Approval, PendingBlocks, RespondWithinMinutes, PaymentMinutes)
    {
        CheckInWithinMinutes = CheckInWithinMinutes,
    }.ToChanges();
}

/// <summary>What changes of a hall; what is left out stays as it is. A list that is given replaces the whole list.</summary>
/// <param name="IsActive">True offers a withdrawn hall again.</param>
internal sealed record EditVenueRequest(
    string? Name = null,
    string? City = null,
    string? Address = null,
    double? Lat = null,
    double? Lng = null,
    string? TimeZone = null,
    int? Capacity = null,
    IReadOnlyList<RateBody>? Rates = null,
    string? Description = null,
    IReadOnlyList<LayoutBody>? Layouts = null,
    IReadOnlyList<string>? Features = null,
    int? TaxRate = null,
    IReadOnlyList<OpeningHoursBody>? Hours = null,
    IReadOnlyList<DatedHoursBody>? Exceptions = null,
    int? BufferBeforeMinutes = null,
    int? BufferAfterMinutes = null,
    int? MinMinutes = null,
    int? MaxMinutes = null,
    int? StepMinutes = null,
    int? MinNoticeMinutes = null,
    int? MaxNoticeDays = null,
    int? HoldMinutes = null,
    CancellationPolicy? CancellationPolicy = null,
    VenueApproval? Approval = null,
    PendingBlocks? PendingBlocks = null,
    int? RespondWithinMinutes = null,
    int? PaymentMinutes = null,
    bool? IsActive = null)
{
    private readonly Optional<int?> _checkInWithinMinutes;

    /// <summary>0 or null stands for no check-in.</summary>
    public int? CheckInWithinMinutes
    {
        get => _checkInWithinMinutes.Value;
        init => _checkInWithinMinutes = value;
    }

    public Result<VenueChanges> ToChanges()
    {
        BodyReader read = new();
        VenueChanges changes = new(
            Name, Description, City, Address, Lat, Lng, TimeZone, Capacity,
            read.Each(Layouts, "layouts", (layout, _) => new VenueLayout(layout.Name, layout.Capacity)),
            read.Each(Features, "features", (feature, _) => feature),
            read.Each(Rates, "rates", (rate, _) => rate.ToRate()),
            TaxRate,
            read.Each(Hours, "hours", (hours, at) => hours.ToHours(read, at)),
            read.Each(Exceptions, "exceptions", (day, at) => day.ToHours(read, at)),
            BufferBeforeMinutes, BufferAfterMinutes, MinMinutes, MaxMinutes, StepMinutes, MinNoticeMinutes, MaxNoticeDays, HoldMinutes,
            CancellationPolicy,
            Approval, PendingBlocks, RespondWithinMinutes, PaymentMinutes, _checkInWithinMinutes)
        {
            IsActive = IsActive,
        };
        return read.Error is { } error ? error : changes;
    }
}

/// <summary>A way to furnish a hall.</summary>
/// <param name="Name">E.g. <c>theatre</c> or <c>banquet</c>.</param>
/// <param name="Capacity">The most guests in this layout.</param>
internal sealed record LayoutBody(string Name, int Capacity);

/// <summary>Hours that begin on a weekday.</summary>
/// <param name="Opens">By the hall's wall clock, e.g. <c>08:00</c>.</param>
/// <param name="Closes">Up to <c>24:00</c>; what is not after <paramref name="Opens"/> is on the next day.</param>
internal sealed record OpeningHoursBody(DayOfWeek Day, string Opens, string Closes)
{
    public OpeningHours ToHours(BodyReader read, string at)
    {
        HoursSpan span = new HoursSpanBody(Opens, Closes).ToSpan(read, at);
        return new OpeningHours(Day, span.Opens, span.Closes);
    }
}

/// <param name="Closes">Up to <c>24:00</c>; what is not after <paramref name="Opens"/> is on the next day.</param>
internal sealed record HoursSpanBody(string Opens, string Closes)
{
    public HoursSpan ToSpan(BodyReader read, string at)
    {
        int opens = read.Clock(Opens, $"{at}/opens");
        int closes = read.Clock(Closes, $"{at}/closes");
        return new HoursSpan(opens, closes <= opens ? closes + OpeningTimes.MinutesPerDay : closes);
    }
}

/// <summary>What begins on one date instead of the weekday's hours.</summary>
/// <param name="Hours">Closed when left out.</param>
/// <param name="Note">E.g. <c>Christmas</c>.</param>
internal sealed record DatedHoursBody(DateOnly Date, IReadOnlyList<HoursSpanBody>? Hours = null, string? Note = null)
{
    public DatedHours ToHours(BodyReader read, string at) =>
        new(Date, read.Each(Hours, $"{at}/hours", (hours, place) => hours.ToSpan(read, place)) ?? [], Note?.Trim() ?? "");
}

/// <summary>An extra to sell along with a hall.</summary>
/// <param name="Amount">Minor units of the hall's currency.</param>
/// <param name="Stock">Pieces, where the stock is limited.</param>
internal sealed record CreateVenueExtraRequest(
    string Name, long Amount, ExtraPricing Pricing = ExtraPricing.Fixed, string? Description = null, int? TaxRate = null, ExtraStock StockKind = ExtraStock.Unlimited, int? Stock = null,
    int? MaxPerBooking = null)
{
    public VenueExtraChanges ToChanges() => new(Name, Description, Pricing, Amount, TaxRate, StockKind, Stock, MaxPerBooking);
}

/// <summary>What changes of an extra; what is left out stays as it is.</summary>
/// <param name="Stock">Never less than what is held or sold.</param>
/// <param name="IsActive">True offers a withdrawn extra again.</param>
internal sealed record EditVenueExtraRequest(
    string? Name = null, long? Amount = null, ExtraPricing? Pricing = null, string? Description = null, int? TaxRate = null, int? Stock = null, int? MaxPerBooking = null,
    bool? IsActive = null)
{
    public VenueExtraChanges ToChanges() => new(Name, Description, Pricing, Amount, TaxRate, null, Stock, MaxPerBooking) { IsActive = IsActive };
}

/// <summary>Reads what JSON has no form for, and collects what is wrong with it.</summary>
internal sealed class BodyReader
{
    private readonly Dictionary<string, string[]> _errors = [];

    public Error? Error => _errors.Count == 0
        ? null
        : Domain.Common.Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = _errors };

    public void Refuse(string member, string message) => _errors.TryAdd($"/{member}", [message]);

    /// <param name="map">Takes an item and its pointer without the first slash.</param>
    public IReadOnlyList<TOut>? Each<TIn, TOut>(IReadOnlyList<TIn>? items, string member, Func<TIn, string, TOut> map)
    {
        if (items is null)
        {
            return null;
        }

        List<TOut> read = [];
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is { } item)
            {
                read.Add(map(item, $"{member}/{i}"));
            }
            else
            {
                Refuse($"{member}/{i}", "This must not be null.");
            }
        }

        return read;
    }

    public WallTime Time(string text, string? zone, string member)
    {
        if (!WallTime.TryParse(text, zone, out WallTime time))
        {
            Refuse(member, "This is neither an RFC 3339 instant nor a local date-time.");
        }

        return time;
    }

    /// <summary>Minutes after midnight.</summary>
    public int Clock(string text, string member)
    {
        if (text.Length == 5 && text[2] == ':'
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
            && minutes < 60 && hours * 60 + minutes <= OpeningTimes.MinutesPerDay)
        {
            return hours * 60 + minutes;
        }

        Refuse(member, "A time of day from 00:00 to 24:00.");
        return 0;
    }
}
