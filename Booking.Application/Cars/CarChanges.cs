namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using FluentValidation;

/// <summary>What a request says about a car; what is null stays as it is.</summary>
public sealed record CarChanges
{
    public string? Name { get; init; }

    public string? Class { get; init; }

    public int? Seats { get; init; }

    public IReadOnlyList<string>? Features { get; init; }

    public IReadOnlyList<string>? Pictures { get; init; }

    public string? City { get; init; }

    public PlaceView? Location { get; init; }

    public string? TimeZone { get; init; }

    public IReadOnlyList<RateView>? Rates { get; init; }

    public int? TaxRate { get; init; }

    /// <summary>A provider of the tenant; only admins give a car to somebody else.</summary>
    public Optional<Guid?> OwnerId { get; init; }

    public DriverMode? DriverMode { get; init; }

    public string? LicenceClass { get; init; }

    public Money? DriverFeePerDay { get; init; }

    public int? IncludedKmPerDay { get; init; }

    public Money? PricePerExtraKm { get; init; }

    public Money? OneWayFee { get; init; }

    public int? OneWayFreeKm { get; init; }

    public int? MaxPickUpKm { get; init; }

    public IReadOnlyList<CarPoint>? PickUpPoints { get; init; }

    public int? MaxDropOffKm { get; init; }

    public IReadOnlyList<CarPoint>? DropOffPoints { get; init; }

    public int? MinMinutes { get; init; }

    public int? MaxMinutes { get; init; }

    public int? NoticeMinutes { get; init; }

    public int? BufferMinutes { get; init; }

    public int? HoldMinutes { get; init; }

    public CancellationPolicy? CancellationPolicy { get; init; }

    /// <summary>False withdraws the car, true offers it again.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Of a car that is nothing yet.</summary>
    internal static CarDetails Blank(string currency) => new("", "", 1, [], [], "", "", default, "", currency, new RateCard([]), 0);

    internal CarDetails Over(CarDetails old) => old with
    {
        Name = Name?.Trim() ?? old.Name,
        Class = Class?.Trim().ToLowerInvariant() ?? old.Class,
        Seats = Seats ?? old.Seats,
        Features = Features is null ? old.Features : [.. Features.Select(feature => feature.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)],
        Pictures = Pictures ?? old.Pictures,
        City = City?.Trim() ?? old.City,
        Address = Location?.Address.Trim() ?? old.Address,
        Location = Location is null ? old.Location : new GeoPoint(Location.Lat, Location.Lng),
        TimeZone = TimeZone ?? old.TimeZone,
        Rates = Rates is null ? old.Rates : new RateCard([.. Rates.Select(rate => rate.ToRate())]),
        TaxRate = TaxRate ?? old.TaxRate,
        OwnerId = OwnerId.Over(old.OwnerId),
        DriverMode = DriverMode ?? old.DriverMode,
        LicenceClass = LicenceClass ?? old.LicenceClass,
        DriverFeePerDay = DriverFeePerDay?.Amount ?? old.DriverFeePerDay,
        IncludedKmPerDay = IncludedKmPerDay ?? old.IncludedKmPerDay,
        PricePerExtraKm = PricePerExtraKm?.Amount ?? old.PricePerExtraKm,
        OneWayFee = OneWayFee?.Amount ?? old.OneWayFee,
        OneWayFreeKm = OneWayFreeKm ?? old.OneWayFreeKm,
        MaxPickUpKm = MaxPickUpKm ?? old.MaxPickUpKm,
        PickUpPoints = PickUpPoints ?? old.PickUpPoints,
        MaxDropOffKm = MaxDropOffKm ?? old.MaxDropOffKm,
        DropOffPoints = DropOffPoints ?? old.DropOffPoints,
        MinMinutes = MinMinutes ?? old.MinMinutes,
        MaxMinutes = MaxMinutes ?? old.MaxMinutes,
        NoticeMinutes = NoticeMinutes ?? old.NoticeMinutes,
        BufferMinutes = BufferMinutes ?? old.BufferMinutes,
        HoldMinutes = HoldMinutes ?? old.HoldMinutes,
        Policy = CancellationPolicy ?? old.Policy,
    };

    internal Error? CheckCurrency(string currency) =>
        TextRules.CheckCurrency(DriverFeePerDay, currency, "/driverFeePerDay")
        ?? TextRules.CheckCurrency(PricePerExtraKm, currency, "/pricePerExtraKm")
        ?? TextRules.CheckCurrency(OneWayFee, currency, "/oneWayFee")
        ?? (Rates ?? []).Select((rate, i) => TextRules.CheckCurrency(rate.Price, currency, $"/rates/{i}/price")).FirstOrDefault(error => error is not null);
}

internal sealed class CarChangesValidator : AbstractValidator<CarChanges>
{
    private const int MaxFeatures = 50;
    private const int MaxPictures = 20;
    private const int MaxUrlLength = 2_000;

    public CarChangesValidator()
    {
        RuleFor(changes => changes.Name).OneLine(TextRules.NameLength);
        RuleFor(changes => changes.Class).OneLine(50);
        RuleFor(changes => changes.City).OneLine(100);
        RuleFor(changes => changes.TimeZone).OneLine(100);
        RuleFor(changes => changes.LicenceClass).OneLine(10);
        RuleFor(changes => changes.Location!.Address).OneLine(300).When(changes => changes.Location is not null);
        RuleFor(changes => changes.Features).WithoutNulls(MaxFeatures);
        RuleForEach(changes => changes.Features).OneLine(50).Must(feature => feature?.Contains(',', StringComparison.Ordinal) != true).WithMessage("A feature has no comma.");
        RuleFor(changes => changes.Pictures).WithoutNulls(MaxPictures);
        RuleForEach(changes => changes.Pictures).Must(IsPicture).WithMessage($"An absolute https URL of at most {MaxUrlLength} characters.");
        RuleFor(changes => changes.Rates).WithoutNulls(RateCard.MaxRates);
        RuleForEach(changes => changes.Rates).ChildRules(rate => rate.RuleFor(one => one.Label).Prose(100)).When(changes => changes.Rates?.All(rate => rate is not null) == true);
        RuleFor(changes => changes.PickUpPoints).WithoutNulls(CarDetails.MaxPoints);
        RuleForEach(changes => changes.PickUpPoints).ChildRules(AreNamed).When(changes => changes.PickUpPoints?.All(point => point is not null) == true);
        RuleFor(changes => changes.DropOffPoints).WithoutNulls(CarDetails.MaxPoints);
        RuleForEach(changes => changes.DropOffPoints).ChildRules(AreNamed).When(changes => changes.DropOffPoints?.All(point => point is not null) == true);
        RuleFor(changes => changes.CancellationPolicy).Policy();
    }

    private static void AreNamed(InlineValidator<CarPoint> point)
    {
        point.RuleFor(one => one.Name).OneLine(100);
        point.RuleFor(one => one.City).OneLine(100);
    }

    private static bool IsPicture(string? url) =>
        url is { Length: <= MaxUrlLength } && Uri.TryCreate(url, UriKind.Absolute, out Uri? picture) && picture.Scheme == Uri.UriSchemeHttps && !url.Any(char.IsControl);
}
