namespace Booking.Api.Drivers;

using Booking.Application.Drivers;

/// <summary>A new driver.</summary>
/// <param name="UserId">A user with the role <c>driver</c>.</param>
/// <param name="Name">The user's when left out.</param>
/// <param name="LicenceClasses">Of B, BE, C1, C, D1 and D.</param>
internal sealed record CreateDriverRequest(
    Guid UserId, IReadOnlyList<string> LicenceClasses, DriverBaseView Base, ShiftView Shift, string? Name = null, IReadOnlyList<string>? Languages = null, bool? IsActive = null)
{
    public CreateDriverCommand ToCommand() => new(UserId, new DriverChanges(Name, LicenceClasses, Base, Languages, IsActive), Shift);
}

/// <summary>Changes of a driver; what is left out stays as it is.</summary>
internal sealed record EditDriverRequest(
    string? Name = null, IReadOnlyList<string>? LicenceClasses = null, DriverBaseView? Base = null, IReadOnlyList<string>? Languages = null, bool? IsActive = null)
{
    public DriverChanges ToChanges() => new(Name, LicenceClasses, Base, Languages, IsActive);
}

/// <summary>All shifts; what was planned before is replaced.</summary>
internal sealed record PlanShiftRequest(string TimeZone, IReadOnlyList<WeeklyShiftView> Weekly, IReadOnlyList<ShiftExceptionView>? Exceptions = null)
{
    public ShiftView ToShift() => new(TimeZone, Weekly, Exceptions ?? []);
}

/// <summary>A location.</summary>
/// <param name="Lat">Degrees, WGS 84.</param>
/// <param name="At">When the device was there, RFC 3339 with an offset.</param>
internal sealed record ReportLocationRequest(double Lat, double Lng, DateTimeOffset At);
