namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Events;
using FluentValidation;

/// <summary>What of an event is written. What is null stays as it is, or is what an event has by itself.</summary>
public sealed record EventFields
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<string>? Pictures { get; init; }

    public string? Venue { get; init; }

    public string? City { get; init; }

    public EventPlaceView? Location { get; init; }

    public string? TimeZone { get; init; }

    public WallTime? StartsAt { get; init; }

    public WallTime? EndsAt { get; init; }

    public Optional<WallTime?> DoorsAt { get; init; }

    public Optional<int?> MinimumAge { get; init; }

    public Seating? Seating { get; init; }

    public CancellationPolicy? CancellationPolicy { get; init; }

    public int? HoldMinutes { get; init; }

    /// <param name="now">Null for a new event.</param>
    internal Result<EventDetails> Over(EventDetails? now)
    {
        string zone = TimeZone ?? now?.TimeZone ?? "";
        Error? wrong = null;
        DateTimeOffset? starts = At(StartsAt, "/startsAt") ?? now?.StartsAt;
        DateTimeOffset? ends = At(EndsAt, "/endsAt") ?? now?.EndsAt;
        DateTimeOffset? doors = DoorsAt.IsNamed ? At(DoorsAt.Value, "/doorsAt") : now?.DoorsAt;
        if (wrong is not null)
        {
            return wrong;
        }

        return new EventDetails
        {
            Title = Title?.Trim() ?? now?.Title ?? "",
            Description = Description?.Trim() ?? now?.Description ?? "",
            Category = Category?.Trim() ?? now?.Category ?? "",
            Tags = Tags is null ? now?.Tags ?? [] : [.. Tags.Select(tag => tag.Trim().ToLowerInvariant()).Distinct()],
            Pictures = Pictures ?? now?.Pictures ?? [],
            VenueName = Venue?.Trim() ?? now?.VenueName ?? "",
            City = City?.Trim() ?? now?.City ?? "",
            Location = Location is { } place ? new GeoPoint(place.Lat, place.Lng) : now?.Location ?? default,
            TimeZone = zone,
            StartsAt = starts ?? default,
            EndsAt = ends ?? default,
            DoorsAt = doors,
            MinimumAge = MinimumAge.Over(now?.MinimumAge),
            Seating = Seating ?? now?.Seating ?? Domain.Events.Seating.General,
            CancellationPolicy = CancellationPolicy ?? now?.CancellationPolicy ?? Domain.Common.CancellationPolicy.Default,
            HoldMinutes = HoldMinutes ?? now?.HoldMinutes ?? (int)Event.DefaultHold.TotalMinutes,
        };

        DateTimeOffset? At(WallTime? time, string pointer)
        {
            Result<DateTimeOffset>? at = time?.Resolve(zone, pointer);
            wrong ??= at?.Error;
            return at is { IsSuccess: true } known ? known.Value : null;
        }
    }
}

internal sealed class EventFieldsValidator : AbstractValidator<EventFields>
{
    private const int WordMaxLength = 100;
    private const int AddressMaxLength = 1_000;

    public EventFieldsValidator()
    {
        Line(RuleFor(fields => fields.Title), EventDetails.TitleMaxLength);
        Line(RuleFor(fields => fields.Category), WordMaxLength);
        Line(RuleFor(fields => fields.Venue), EventDetails.TitleMaxLength);
        Line(RuleFor(fields => fields.City), WordMaxLength);
        Line(RuleFor(fields => fields.TimeZone), WordMaxLength);
        RuleFor(fields => fields.Description).MaximumLength(EventDetails.DescriptionMaxLength)
            .Must(text => text is null || Formats.IsStorable(text)).WithMessage("A text has no NUL character.");
        RuleFor(fields => fields.Tags)
            .Must(tags => tags is null || (tags.Count <= EventDetails.MaxTags && tags.All(tag => IsLine(tag, 50))))
            .WithMessage($"At most {EventDetails.MaxTags} tags of 1 to 50 characters.");
        RuleFor(fields => fields.Pictures)
            .Must(pictures => pictures is null || (pictures.Count <= EventDetails.MaxPictures && pictures.All(IsAddress)))
            .WithMessage($"At most {EventDetails.MaxPictures} https addresses of at most {AddressMaxLength} characters.");
        RuleFor(fields => fields.Location!.Lat).InclusiveBetween(-90, 90).When(fields => fields.Location is not null);
        RuleFor(fields => fields.Location!.Lng).InclusiveBetween(-180, 180).When(fields => fields.Location is not null);
        RuleFor(fields => fields.MinimumAge.Value).InclusiveBetween(0, 120).OverridePropertyName(nameof(EventFields.MinimumAge));
        RuleFor(fields => fields.HoldMinutes).InclusiveBetween(1, EventDetails.MaxHoldMinutes);
    }

    private static bool IsLine(string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most && Formats.IsOneLine(text);

    private static bool IsAddress(string? text) =>
        IsLine(text, AddressMaxLength) && Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps;

    private static void Line(IRuleBuilder<EventFields, string?> rule, int most) =>
        rule.Must(text => text is null || IsLine(text, most)).WithMessage($"One line of 1 to {most} characters.");
}
