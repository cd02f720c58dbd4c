namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using FluentValidation;

/// <summary>What a request says about a hall; what is null stays as it is.</summary>
/// <param name="CheckInWithinMinutes">0 stands for no check-in.</param>
public sealed record VenueChanges(
    string? Name,
    string? Description,
    string? City,
    string? Address,
    double? Lat,
    double? Lng,
    string? TimeZone,
    int? Capacity,
    IReadOnlyList<VenueLayout>? Layouts,
    IReadOnlyList<string>? Features,
    IReadOnlyList<Rate>? Rates,
    int? TaxRate,
    IReadOnlyList<OpeningHours>? Hours,
    IReadOnlyList<DatedHours>? Exceptions,
    int? BufferBeforeMinutes,
    int? BufferAfterMinutes,
    int? MinMinutes,
    int? MaxMinutes,
    int? StepMinutes,
    int? MinNoticeMinutes,
    int? MaxNoticeDays,
    int? HoldMinutes,
    CancellationPolicy? CancellationPolicy,
    VenueApproval? Approval,
    PendingBlocks? PendingBlocks,
    int? RespondWithinMinutes,
    int? PaymentMinutes,
    Optional<int?> CheckInWithinMinutes)
{
    /// <summary>False withdraws it, true offers it again; for a hall that is there already.</summary>
    public bool? IsActive { get; init; }

    internal VenueDetails Over(VenueDetails old) => new(
        Name?.Trim() ?? old.Name,
        Description?.Trim() ?? old.Description,
        City?.Trim() ?? old.City,
        Address?.Trim() ?? old.Address,
        new GeoPoint(Lat ?? old.Location.Latitude, Lng ?? old.Location.Longitude),
        TimeZone ?? old.TimeZone,
        Capacity ?? old.Capacity,
        Layouts ?? old.Layouts,
        Features ?? old.Features,
        old.Currency,
        Rates is null ? old.Rates : new RateCard(Rates),
        TaxRate ?? old.TaxRate,
        Hours ?? old.Hours,
        Exceptions ?? old.Exceptions,
        BufferBeforeMinutes ?? old.BufferBeforeMinutes,
        BufferAfterMinutes ?? old.BufferAfterMinutes,
        MinMinutes ?? old.MinMinutes,
        MaxMinutes ?? old.MaxMinutes,
        StepMinutes ?? old.StepMinutes,
        MinNoticeMinutes ?? old.MinNoticeMinutes,
        MaxNoticeDays ?? old.MaxNoticeDays,
        HoldMinutes ?? old.HoldMinutes,
        CancellationPolicy ?? old.CancellationPolicy,
        Approval ?? old.Approval,
        PendingBlocks ?? old.PendingBlocks,
        RespondWithinMinutes ?? old.RespondWithinMinutes,
        PaymentMinutes ?? old.PaymentMinutes,
        CheckInWithinMinutes.Over(old.CheckInWithinMinutes) is { } minutes and not 0 ? minutes : null);
}

internal sealed class VenueChangesValidator : AbstractValidator<VenueChanges>
{
    private const int NameLength = 200;
    private const int TextLength = 5_000;
    private const int WordLength = 60;

    public VenueChangesValidator()
    {
        RuleFor(changes => changes.Name).Must(text => IsLine(text, NameLength)).WithMessage($"1 to {NameLength} characters on one line.");
        RuleFor(changes => changes.City).Must(text => IsLine(text, NameLength)).WithMessage($"1 to {NameLength} characters on one line.");
        RuleFor(changes => changes.Address).Must(text => IsLine(text, NameLength)).WithMessage($"1 to {NameLength} characters on one line.");
        RuleFor(changes => changes.Description).Must(text => text is null || (text.Length <= TextLength && Formats.IsStorable(text))).WithMessage($"At most {TextLength} characters, none of them NUL.");
        RuleFor(changes => changes.TimeZone).Must(text => IsLine(text, WordLength)).WithMessage("An IANA time zone.");
        RuleFor(changes => changes.Layouts).Must(layouts => layouts is null || layouts.Count <= VenueDetails.MaxLayouts).WithMessage($"At most {VenueDetails.MaxLayouts} layouts.");
        RuleForEach(changes => changes.Layouts).Must(layout => IsLine(layout.Name, WordLength)).WithMessage($"A layout's name has 1 to {WordLength} characters.");
        RuleFor(changes => changes.Features).Must(features => features is null || (features.Count <= VenueDetails.MaxFeatures && features.All(feature => feature is not null && IsLine(feature, WordLength))))
            .WithMessage($"At most {VenueDetails.MaxFeatures} features of 1 to {WordLength} characters.");
        RuleForEach(changes => changes.Rates).Must(rate => rate.Label.Length <= WordLength && Formats.IsOneLine(rate.Label)).WithMessage($"A label has at most {WordLength} characters.");
        RuleFor(changes => changes.Hours).Must(hours => hours is null || hours.Count <= VenueDetails.MaxHours).WithMessage($"At most {VenueDetails.MaxHours} opening hours.");
        RuleFor(changes => changes.Exceptions).Must(days => days is null || days.Count <= VenueDetails.MaxExceptions).WithMessage($"At most {VenueDetails.MaxExceptions} dates.");
        RuleForEach(changes => changes.Exceptions).Must(day => day.Hours.Count <= VenueDetails.MaxHours && day.Note.Length <= NameLength && Formats.IsOneLine(day.Note))
            .WithMessage($"A note has at most {NameLength} characters.");
        RuleFor(changes => changes.CancellationPolicy).Must(policy => policy is null || policy.Tiers.All(tier => tier is not null)).WithMessage("A tier must not be null.");
    }

    private static bool IsLine(string? text, int most) => text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= most && Formats.IsOneLine(text));
}
