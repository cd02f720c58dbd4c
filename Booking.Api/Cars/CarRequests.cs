namespace Booking.Api.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Common;

/// <summary>A new car. What is left out takes the usual terms.</summary>
/// <param name="Class">E.g. <c>compact</c>, <c>van</c>.</param>
/// <param name="Rates">At least a usual rate per hour or per day; no two rates of a unit and rank hold on the same day.</param>
/// <param name="TaxRate">In basis points; 1900 is 19 %.</param>
/// <param name="OwnerId">The provider who manages it; the caller when left out.</param>
internal sealed record CreateCarRequest(
    string Name,
    string Class,
    int Seats,
    PlaceView Location,
    string City,
    string TimeZone,
    IReadOnlyList<RateView> Rates,
    int TaxRate,
    IReadOnlyList<string>? Features = null,
    IReadOnlyList<string>? Pictures = null,
    Guid? OwnerId = null,
    DriverMode? DriverMode = null,
    string? LicenceClass = null,
    Money? DriverFeePerDay = null,
    int? IncludedKmPerDay = null,
    Money? PricePerExtraKm = null,
    Money? OneWayFee = null,
    int? OneWayFreeKm = null,
    int? MaxPickUpKm = null,
    IReadOnlyList<CarPoint>? PickUpPoints = null,
    int? MaxDropOffKm = null,
    IReadOnlyList<CarPoint>? DropOffPoints = null,
    int? MinMinutes = null,
    int? MaxMinutes = null,
    int? NoticeMinutes = null,
    int? BufferMinutes = null,
    int? HoldMinutes = null,
    CancellationPolicy? CancellationPolicy = null,
    bool? IsActive = null)
{
    public CarChanges ToChanges() => new EditCarRequest(
        Name, Class, Seats, Location, City, TimeZone, Rates, TaxRate, Features, Pictures, DriverMode, LicenceClass, DriverFeePerDay, IncludedKmPerDay, PricePerExtraKm, OneWayFee,
        OneWayFreeKm, MaxPickUpKm, PickUpPoints, MaxDropOffKm, DropOffPoints, MinMinutes, MaxMinutes, NoticeMinutes, BufferMinutes, HoldMinutes, CancellationPolicy, IsActive).ToChanges() with
    { OwnerId = OwnerId is null ? default(Optional<Guid?>) : OwnerId };
}

/// <summary>Changes of a car; what is left out stays as it is. A list that is given replaces the whole list.</summary>
/// <param name="IsActive">True offers a withdrawn car again.</param>
internal sealed record EditCarRequest(
    string? Name = null,
    string? Class = null,
    int? Seats = null,
    PlaceView? Location = null,
    string? City = null,
    string? TimeZone = null,
    IReadOnlyList<RateView>? Rates = null,
    int? TaxRate = null,
    IReadOnlyList<string>? Features = null,
    IReadOnlyList<string>? Pictures = null,
    DriverMode? DriverMode = null,
    string? LicenceClass = null,
    Money? DriverFeePerDay = null,
    int? IncludedKmPerDay = null,
    Money? PricePerExtraKm = null,
    Money? OneWayFee = null,
    int? OneWayFreeKm = null,
    int? MaxPickUpKm = null,
    IReadOnlyList<CarPoint>? PickUpPoints = null,
    int? MaxDropOffKm = null,
    IReadOnlyList<CarPoint>? DropOffPoints = null,
    int? MinMinutes = null,
    int? MaxMinutes = null,
    int? NoticeMinutes = null,
    int? BufferMinutes = null,
    int? HoldMinutes = null,
    CancellationPolicy? CancellationPolicy = null,
    bool? IsActive = null)
{
    private readonly Optional<Guid?> _ownerId;

    /// <summary>A provider of the tenant; null makes it the tenant's own. For admins.</summary>
    public Guid? OwnerId
    {
        get => _ownerId.Value;
        init => _ownerId = value;
    }

    public CarChanges ToChanges() => new()
    {
        Name = Name,
        Class = Class,
        Seats = Seats,
        Location = Location,
        City = City,
        TimeZone = TimeZone,
        Rates = Rates,
        TaxRate = TaxRate,
        Features = Features,
        Pictures = Pictures,
        OwnerId = _ownerId,
        DriverMode = DriverMode,
        LicenceClass = LicenceClass,
        DriverFeePerDay = DriverFeePerDay,
        IncludedKmPerDay = IncludedKmPerDay,
        PricePerExtraKm = PricePerExtraKm,
        OneWayFee = OneWayFee,
        OneWayFreeKm = OneWayFreeKm,
        MaxPickUpKm = MaxPickUpKm,
        PickUpPoints = PickUpPoints,
        MaxDropOffKm = MaxDropOffKm,
        DropOffPoints = DropOffPoints,
        MinMinutes = MinMinutes,
        MaxMinutes = MaxMinutes,
        NoticeMinutes = NoticeMinutes,
        BufferMinutes = BufferMinutes,
        HoldMinutes = HoldMinutes,
        CancellationPolicy = CancellationPolicy,
        IsActive = IsActive,
    };
}
