namespace Booking.Domain.Events;

using Booking.Domain.Common;
using NodaTime;

/// <summary>All of an event that its organiser writes.</summary>
public sealed record EventDetails
{
    public const int TitleMaxLength = 200;
    public const int DescriptionMaxLength = 10_000;
    public const int MaxTags = 20;
    public const int MaxPictures = 20;
    public const int MaxHoldMinutes = 120;

    /// <summary>Nothing lasts longer; what does is a series.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public required string Title { get; init; }

    public string Description { get; init; } = "";

    public required string Category { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Pictures { get; init; } = [];

    public required string VenueName { get; init; }

    public required string City { get; init; }

    public required GeoPoint Location { get; init; }

    /// <summary>IANA.</summary>
    public required string TimeZone { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? DoorsAt { get; init; }

    public int? MinimumAge { get; init; }

    public Seating Seating { get; init; }

    public CancellationPolicy CancellationPolicy { get; init; } = CancellationPolicy.Default;

    public int HoldMinutes { get; init; } = (int)Event.DefaultHold.TotalMinutes;

    /// <summary>The rules between them; lengths and forms are the request's matter.</summary>
    /// <param name="now">The start must be later than this.</param>
    internal Result<Done> Check(DateTimeOffset now)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            return Error.Rule("/timeZone", $"'{TimeZone}' is not an IANA time zone.");
        }

        if (StartsAt <= now)
        {
            return Error.Rule("/startsAt", "The start is in the past.", Reason.Past);
        }

        if (EndsAt <= StartsAt)
        {
            return Error.Rule("/endsAt", "The end must be after the start.");
        }

        if (EndsAt - StartsAt > Longest)
        {
            return Error.Rule("/endsAt", $"An event lasts at most {Longest.TotalDays:0} days.", Reason.Duration);
        }

        if (DoorsAt > StartsAt || DoorsAt < StartsAt.AddDays(-1))
        {
            return Error.Rule("/doorsAt", "The doors open at most a day before the start, and not after it.");
        }

        Result<Done> policy = CancellationPolicy.Check("/cancellationPolicy");
        if (policy.IsFailure)
        {
            return policy;
        }

        return HoldMinutes is < 1 or > MaxHoldMinutes
            ? Error.Rule("/holdMinutes", $"Between 1 and {MaxHoldMinutes} minutes.")
            : Result.Success;
    }
}
