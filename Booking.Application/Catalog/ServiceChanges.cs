namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using FluentValidation;

/// <summary>Who performs a service.</summary>
/// <param name="Price">Null takes the service's.</param>
/// <param name="DurationMinutes">Null takes the service's.</param>
public sealed record PerformerChange(Guid ProviderId, Money? Price, int? DurationMinutes);

/// <summary>What a request says about a service; what is null stays as it is.</summary>
public sealed record ServiceChanges(
    string? Name,
    string? Description,
    string? Category,
    string? City,
    string? TimeZone,
    int? DurationMinutes,
    int? BufferBeforeMinutes,
    int? BufferMinutes,
    int? StepMinutes,
    Money? Price,
    int? TaxRate,
    int? NoticeMinutes,
    int? HorizonDays,
    IReadOnlyList<PerformerChange>? Providers,
    CancellationPolicy? CancellationPolicy,
    int? HoldMinutes,
    int? SeatsPerSlot,
    Optional<int?> CheckInWithinMinutes,
    IReadOnlyList<string>? Languages)
{
    /// <summary>False withdraws it, true offers it again; for what is there already.</summary>
    public bool? IsActive { get; init; }

    internal ServiceDetails Over(ServiceDetails old) => new(
        Name?.Trim() ?? old.Name,
        Description?.Trim() ?? old.Description,
        Category?.Trim() ?? old.Category,
        City?.Trim() ?? old.City,
        TimeZone ?? old.TimeZone,
        DurationMinutes ?? old.DurationMinutes,
        BufferBeforeMinutes ?? old.BufferBeforeMinutes,
        BufferMinutes ?? old.BufferMinutes,
        StepMinutes ?? old.StepMinutes,
        Price ?? old.Price,
        TaxRate ?? old.TaxRate,
        NoticeMinutes ?? old.NoticeMinutes,
        HorizonDays ?? old.HorizonDays,
        Providers is null ? old.Performers : [.. Providers.Select(provider => new ServicePerformer(provider.ProviderId, provider.Price?.Amount, provider.DurationMinutes))],
        CancellationPolicy ?? old.Policy,
        HoldMinutes ?? old.HoldMinutes,
        SeatsPerSlot ?? old.SeatsPerSlot,
        CheckInWithinMinutes.Over(old.CheckInWithinMinutes),
        Languages ?? old.Languages);

    internal Error? CheckCurrency(string currency)
    {
        if (TextRules.CheckCurrency(Price, currency, "/price") is { } refused)
        {
            return refused;
        }

        return (Providers ?? []).Select((provider, i) => TextRules.CheckCurrency(provider.Price, currency, $"/providers/{i}/price")).FirstOrDefault(error => error is not null);
    }
}

internal sealed class ServiceChangesValidator : AbstractValidator<ServiceChanges>
{
    public ServiceChangesValidator()
    {
        RuleFor(changes => changes.Name).OneLine(TextRules.NameLength);
        RuleFor(changes => changes.Description).Prose();
        RuleFor(changes => changes.Category).OneLine(100);
        RuleFor(changes => changes.City).OneLine(100);
        RuleFor(changes => changes.TimeZone).OneLine(100);
        RuleFor(changes => changes.Providers).WithoutNulls(Service.MaxPerformers);
        RuleFor(changes => changes.CancellationPolicy).Policy();
        RuleFor(changes => changes.Languages).WithoutNulls(20);
        RuleForEach(changes => changes.Languages).Matches("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$").WithMessage("A language tag, such as de or pt-BR.");
    }
}
