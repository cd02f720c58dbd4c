namespace Booking.Api.Http;

using System.Globalization;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using NodaTime;
using NodaTime.Text;

/// <summary>Reads query parameters and collects what is wrong with them, so that one answer names every mistake.</summary>
internal sealed class QueryReader
{
    private const int MaxTextLength = 200;

    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>Null when every parameter was of its form. Ask after reading all of them.</summary>
    public Error? Error => _errors.Count == 0
        ? null
        : Domain.Common.Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = _errors };

    public string? Text(string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        return value.Length <= MaxTextLength && !value.Any(char.IsControl)
            ? value.Trim()
            : Refuse<string>(name, $"At most {MaxTextLength} characters, none of them control characters.");
    }

    public int? Number(string name, string? value, int min, int max)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : RefuseValue<int>(name, $"A whole number from {min} to {max}.");
    }

    /// <summary>A word of an enumeration, in snake_case as everywhere in the API.</summary>
    public TEnum? Word<TEnum>(string name, string? value)
        where TEnum : struct, Enum
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        foreach (TEnum word in Enum.GetValues<TEnum>())
        {
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()) == value)
            {
                return word;
            }
        }

        return RefuseValue<TEnum>(name, $"One of {string.Join(", ", Enum.GetNames<TEnum>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}.");
    }

    /// <summary>One of some words, as they are.</summary>
    public string? AnyOf(string name, string? value, IReadOnlyList<string> words)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return words.Contains(value) ? value : Refuse<string>(name, $"One of {string.Join(", ", words)}.");
    }

    public Guid? Id(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return Guid.TryParseExact(value, "D", out Guid id) ? id : RefuseValue<Guid>(name, "A UUID.");
    }

    /// <summary>RFC 3339 with an offset.</summary>
    public DateTimeOffset? Instant(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        // A + that was not escaped arrives as a blank.
        return OffsetDateTimePattern.Rfc3339.Parse(value.Replace(' ', '+')) is { Success: true, Value: { Year: >= 1900 and <= 9000 } time }
            ? time.ToInstant().ToDateTimeOffset()
            : RefuseValue<DateTimeOffset>(name, "An RFC 3339 time with an offset, such as 2027-03-01T09:00:00Z.");
    }

    /// <summary>RFC 3339 with an offset, or without one for the offering's local time.</summary>
    public WallTime? Time(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return WallTime.TryParse(value.Replace(' ', '+'), null, out WallTime time)
            ? time
            : RefuseValue<WallTime>(name, "An RFC 3339 time, such as 2027-03-01T09:00:00Z, or a local one without an offset.");
    }

    public LocalDate? Date(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return LocalDatePattern.Iso.Parse(value) is { Success: true, Value: { Year: >= 1900 and <= 9000 } date }
            ? date
            : RefuseValue<LocalDate>(name, "A date, such as 2027-03-01.");
    }

    /// <summary>False when left out.</summary>
    public bool Flag(string name, string? value) => value switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => RefuseValue<bool>(name, "true or false.") ?? false,
    };

    /// <summary>One of the words of an enum, in snake_case.</summary>
    public T OneOf<T>(string name, string? value, T usual)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(value))
        {
            return usual;
        }

        foreach (T word in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()) == value)
            {
                return word;
            }
        }

        return RefuseValue<T>(name, $"One of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}.") ?? usual;
    }

    /// <summary>The first day of a month.</summary>
    public LocalDate? Month(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return LocalDatePattern.Iso.Parse($"{value}-01") is { Success: true, Value: { Year: >= 1900 and <= 9000 } date }
            ? date
            : RefuseValue<LocalDate>(name, "A month, such as 2027-03.");
    }

    /// <summary>Words with commas between them.</summary>
    public IReadOnlyList<string> Words(string name, string? value, int most)
    {
        string[] words = Text(name, value)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length <= most ? words : Refuse<string[]>(name, $"At most {most}.") ?? [];
    }

    /// <param name="near"><c>lat,lng</c> in degrees.</param>
    /// <param name="radiusKm">Null takes <see cref="SearchArea.DefaultRadiusKm"/>.</param>
    public SearchArea? Area(string? near, string? radiusKm)
    {
        double radius = SearchArea.DefaultRadiusKm;
        if (!string.IsNullOrEmpty(radiusKm) && !(TryNumber(radiusKm, SearchArea.MaxRadiusKm, out radius) && radius > 0))
        {
            Refuse<string>("radiusKm", $"Kilometres, more than 0 and at most {SearchArea.MaxRadiusKm:0}.");
        }

        if (string.IsNullOrEmpty(near))
        {
            return null;
        }

        return near.Split(',') is [string lat, string lng] && TryNumber(lat, 90, out double latitude) && TryNumber(lng, 180, out double longitude)
            ? new SearchArea(new GeoPoint(latitude, longitude), radius)
            : Refuse<SearchArea>("near", "Latitude and longitude in degrees, such as 52.52,13.405.");
    }

    /// <param name="value"><c>lat,lng</c> in degrees.</param>
    public GeoPoint? Place(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return value.Split(',') is [string lat, string lng] && TryNumber(lat, 90, out double latitude) && TryNumber(lng, 180, out double longitude)
            ? new GeoPoint(latitude, longitude)
            : RefuseValue<GeoPoint>(name, "Latitude and longitude in degrees, such as 52.52,13.405.");
    }

    public PageRequest Page(PageQuery query)
    {
        Result<PageRequest> page = query.ToPage();
        if (page.IsSuccess)
        {
            return page.Value;
        }

        foreach ((string pointer, string[] messages) in page.Error.Fields)
        {
            _errors[pointer] = messages;
        }

        return new PageRequest(PageRequest.DefaultLimit, null);
    }

    /// <summary>Notes that a required parameter is not there, unless it was there and malformed.</summary>
    public T? Missing<T>(string name)
        where T : struct
    {
        _errors.TryAdd($"/{name}", ["This parameter is required."]);
        return null;
    }

    private static bool TryNumber(string text, double limit, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value) && Math.Abs(value) <= limit;

    private T? Refuse<T>(string name, string message)
        where T : class
    {
        _errors[$"/{name}"] = [message];
        return null;
    }

    private T? RefuseValue<T>(string name, string message)
        where T : struct
    {
        _errors[$"/{name}"] = [message];
        return null;
    }
}
