namespace Booking.Domain.Common;

using NodaTime;
using NodaTime.Text;

/// <summary>A moment as a caller states it: an instant (RFC 3339 with offset), or a local date-time in an IANA zone.</summary>
public readonly record struct WallTime
{
    private WallTime(DateTimeOffset? instant, LocalDateTime local, string? zone) => (Instant, Local, Zone) = (instant, local, zone);

    private DateTimeOffset? Instant { get; }

    private LocalDateTime Local { get; }

    private string? Zone { get; }

    public static WallTime At(DateTimeOffset instant) => new(instant, default, null);

    /// <param name="text">RFC 3339, with an offset, or without one for a local time.</param>
    /// <param name="zone">The zone of a local time; null takes the offering's.</param>
    public static bool TryParse(string text, string? zone, out WallTime time)
    {
        time = default;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            // NodaTime would take it for the end of the text.
            return false;
        }

        ParseResult<OffsetDateTime> withOffset = OffsetDateTimePattern.Rfc3339.Parse(text);
        if (withOffset.Success)
        {
            // 0001–9999 is what a PostgreSQL timestamp and .NET share; a year outside is not a date anybody means.
            OffsetDateTime value = withOffset.Value;
            if (value.Year is < 1900 or > 9000)
            {
                return false;
            }

            time = new WallTime(value.ToInstant().ToDateTimeOffset(), default, null);
            return true;
        }

        ParseResult<LocalDateTime> local = LocalDateTimePattern.ExtendedIso.Parse(text);
        if (!local.Success || local.Value.Year is < 1900 or > 9000)
        {
            return false;
        }

        time = new WallTime(null, local.Value, zone);
        return true;
    }

    /// <summary>
    /// The instant meant. A local time in a DST gap is refused, one in an overlap takes the earlier offset.
    /// </summary>
    public Result<DateTimeOffset> Resolve(string offeringZone, string pointer)
    {
        if (Instant is { } instant)
        {
            return instant;
        }

        DateTimeZone? zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone ?? offeringZone);
        if (zone is null)
        {
            return Error.Rule(pointer, $"'{Zone ?? offeringZone}' is not an IANA time zone.");
        }

        NodaTime.TimeZones.ZoneLocalMapping mapping = zone.MapLocal(Local);
        return mapping.Count == 0
            ? Error.Rule(pointer, $"{LocalDateTimePattern.ExtendedIso.Format(Local)} does not exist in {zone.Id}: the clocks go forward over it.")
            : mapping.First().ToInstant().ToDateTimeOffset();
    }

    /// <summary>The instant, or the local time and its zone.</summary>
    public override string ToString() => Instant is { } instant
        ? instant.ToString("O", System.Globalization.CultureInfo.InvariantCulture)
        : $"{LocalDateTimePattern.ExtendedIso.Format(Local)} {Zone}";
}
