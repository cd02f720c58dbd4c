namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

/// <summary>All that may be changed about a driver, but the shifts.</summary>
/// <param name="Base">Where rides are set out for.</param>
/// <param name="Languages">BCP 47 tags.</param>
public sealed record DriverDetails(string Name, IReadOnlyList<string> LicenceClasses, GeoPoint Base, string BaseAddress, IReadOnlyList<string> Languages, bool IsActive)
{
    public const int MaxLanguages = 20;

    public Result<Done> Check()
    {
        if (LicenceClasses.Count == 0 || LicenceClasses.Except(Drivers.LicenceClasses.All).Any() || LicenceClasses.Distinct().Count() < LicenceClasses.Count)
        {
            return Error.Rule("/licenceClasses", $"At least one, and each once, of {string.Join(", ", Drivers.LicenceClasses.All)}.");
        }

        if (Base.Latitude is < -90 or > 90 || Base.Longitude is < -180 or > 180)
        {
            return Error.Rule("/base", "Latitude is −90 to 90 and longitude −180 to 180 degrees.");
        }

        return Languages.Count > MaxLanguages ? Error.Rule("/languages", $"At most {MaxLanguages} languages.") : Result.Success;
    }
}

/// <summary>A user who drives the tenant's cars. His id is the unit that rides of his take.</summary>
public sealed class Driver : AggregateRoot
{
    private Driver()
    {
    }

    /// <summary>Who logs in as this driver.</summary>
    public Guid UserId { get; private init; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<string> LicenceClasses { get; private set; } = [];

    /// <summary>Of the home base; degrees, WGS 84.</summary>
    public double Latitude { get; private set; }

    public double Longitude { get; private set; }

    public string BaseAddress { get; private set; } = "";

    public IReadOnlyList<string> Languages { get; private set; } = [];

    /// <summary>False for somebody who takes no rides at present.</summary>
    public bool IsActive { get; private set; }

    /// <summary>IANA zone in which the shifts are meant.</summary>
    public string TimeZone { get; private set; } = "";

    public IReadOnlyList<WeeklyShift> WeeklyShifts { get; private set; } = [];

    public IReadOnlyList<ShiftException> ShiftExceptions { get; private set; } = [];

    public static Result<Driver> Create(Guid id, Guid tenantId, Guid userId, DriverDetails details, ShiftPlan shifts)
    {
        Driver driver = new() { Id = id, TenantId = tenantId, UserId = userId };
        Result<Done> edited = driver.Edit(details);
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        Result<Done> planned = driver.Plan(shifts);
        return planned.IsFailure ? planned.Error.Under("/shift") : driver;
    }

    public Result<Done> Edit(DriverDetails details)
    {
        Result<Done> allowed = details.Check();
        if (allowed.IsSuccess)
        {
            (Name, LicenceClasses, Languages, IsActive) = (details.Name, details.LicenceClasses, details.Languages, details.IsActive);
            ((Latitude, Longitude), BaseAddress) = (details.Base, details.BaseAddress);
        }

        return allowed;
    }

    /// <summary>Replaces the shifts as a whole.</summary>
    public Result<Done> Plan(ShiftPlan shifts)
    {
        Result<Done> allowed = shifts.Check();
        if (allowed.IsSuccess)
        {
            (TimeZone, WeeklyShifts, ShiftExceptions) = (shifts.TimeZone, shifts.Weekly, shifts.Exceptions);
        }

        return allowed;
    }

    public DriverDetails ToDetails() => new(Name, LicenceClasses, new GeoPoint(Latitude, Longitude), BaseAddress, Languages, IsActive);

    public ShiftPlan ToShifts() => new(TimeZone, WeeklyShifts, ShiftExceptions);
}
