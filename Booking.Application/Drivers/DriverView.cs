namespace Booking.Application.Drivers;

using Booking.Domain.Drivers;

/// <summary>Where a driver sets out from.</summary>
/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record DriverBaseView(double Lat, double Lng, string Address);

/// <summary>Where a driver was last seen.</summary>
/// <param name="At">By the device's clock.</param>
public sealed record DriverLocationView(double Lat, double Lng, DateTimeOffset At);

/// <param name="LicenceClasses">E.g. <c>B</c>, <c>D1</c>; a higher class is for the lower ones too.</param>
/// <param name="Languages">BCP 47 tags.</param>
/// <param name="Location">Null until the first one is reported.</param>
public sealed record DriverView(
    Guid Id,
    Guid UserId,
    string Name,
    IReadOnlyList<string> LicenceClasses,
    DriverBaseView Base,
    IReadOnlyList<string> Languages,
    bool IsActive,
    ShiftView Shift,
    DriverLocationView? Location)
{
    internal static DriverView Of(Driver driver, DriverLocation? location) => new(
        driver.Id,
        driver.UserId,
        driver.Name,
        driver.LicenceClasses,
        new DriverBaseView(driver.Latitude, driver.Longitude, driver.BaseAddress),
        driver.Languages,
        driver.IsActive,
        ShiftView.Of(driver.ToShifts()),
        location is null ? null : new DriverLocationView(location.Latitude, location.Longitude, location.RecordedAt));
}
