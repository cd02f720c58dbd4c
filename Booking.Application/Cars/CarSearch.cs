namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Drivers;
using Booking.Application.Holds;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using FluentValidation;

/// <summary>What cars are looked for; what is null does not matter.</summary>
/// <param name="From">Null, together with <paramref name="To"/>, asks for this moment.</param>
/// <param name="Seats">At least so many.</param>
/// <param name="Features">All of these.</param>
/// <param name="MaxPrice">Of the whole time in minor units, or of a usual day when no time is asked for.</param>
/// <param name="WithDriver">True needs a driver who can take the ride; false leaves out what is rented with a driver only.</param>
/// <param name="OnlyFree">Leaves out what cannot be had over the time.</param>
public sealed record CarFilter(
    DateTimeOffset? From, DateTimeOffset? To, SearchArea? Near, int? Seats, string? Class, IReadOnlyList<string> Features, long? MaxPrice, bool? WithDriver, bool OnlyFree)
{
    internal TimeRange? Asked => this is { From: { } from, To: { } to } ? new TimeRange(from, to) : null;

    /// <summary>Whether rows that the database finds must still be looked at: prices of a time and drivers are not in SQL.</summary>
    internal bool IsDecidedLater => Asked is not null && (MaxPrice is not null || WithDriver == true);
}

internal sealed class CarFilterValidator : AbstractValidator<CarFilter>
{
    public CarFilterValidator()
    {
        RuleFor(filter => filter.From).NotNull().When(filter => filter.To is not null).WithMessage("Give both ends of the range, or none.");
        RuleFor(filter => filter.To).NotNull().When(filter => filter.From is not null).WithMessage("Give both ends of the range, or none.");
        RuleFor(filter => filter.To)
            .Must((filter, to) => to > filter.From).WithMessage("The end must be after the start.")
            .Must((filter, to) => to - filter.From <= AskedWindow.Longest).WithMessage($"At most {AskedWindow.Longest.TotalDays:0} days can be asked for at once.")
            .When(filter => filter.From is not null && filter.To is not null);
    }
}

/// <summary>A car that the database has found.</summary>
internal sealed class FoundCar
{
    public required Car Car { get; init; }

    public bool IsFree { get; init; }

    /// <summary>Grows with the distance from the place asked for (haversine of the angle); 0 when none was.</summary>
    public double Height { get; init; }

    /// <summary>The average of its stars, where it is asked for; 0 without a rating.</summary>
    public double Rating { get; init; }
}

/// <summary>
/// Finds cars: place, time, class, seats and features by the database and its indexes; the price of a time and the drivers by the domain,
/// for no more rows than are wanted.
/// </summary>
internal sealed class CarSearch(IBookingDb db, DriverPool drivers)
{
    private const double Radian = Math.PI / 180;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The cars that the database can tell.</summary>
    /// <param name="isRated">Looks up their ratings.</param>
    public IQueryable<FoundCar> Find(IQueryable<Car> cars, CarFilter filter, DateTimeOffset now, bool isRated = false)
    {
        cars = cars.Within(filter.Near);
        if (filter.Class?.ToLowerInvariant() is { } asked)
        {
            cars = cars.Where(car => car.Class == asked);
        }

        if (filter.Seats is { } seats)
        {
            cars = cars.Where(car => car.Seats >= seats);
        }

        if (filter.Features.Count > 0)
        {
            List<string> features = [.. filter.Features];
            cars = cars.Where(car => features.All(feature => car.Features.Contains(feature)));
        }

        if (filter.WithDriver is { } withDriver)
        {
            DriverMode never = withDriver ? DriverMode.SelfDriveOnly : DriverMode.Required;
            cars = cars.Where(car => car.DriverMode != never);
        }

        if (filter.MaxPrice is { } most)
        {
            int days = filter.Asked is { } time ? (int)(time.Duration / Day) - 1 : 0;
            cars = filter.Asked is null ? cars.Where(car => car.PricePerDay <= most) : cars.Where(car => car.LowestPerDay * days <= most);
        }

        return Rate(cars, filter, now, isRated);
    }

    /// <summary>Decides about a page's rows what the database cannot.</summary>
    public async Task<Func<Car, bool>> DecideAsync(CarFilter filter, DateTimeOffset now, CancellationToken ct)
    {
        if (filter.Asked is not { } time || !filter.IsDecidedLater)
        {
            return _ => true;
        }

        IReadOnlyList<DriverAt>? available = filter.WithDriver == true
            ? (await drivers.AroundAsync(filter.Near is { } near ? [near.Center] : [], filter.Near?.RadiusKm ?? 0, time, now, ct)).At(time)
            : null;
        return car =>
            (filter.MaxPrice is null || CarView.TotalOf(car, time, filter.WithDriver).Amount <= filter.MaxPrice)
            && (available is null || available.Any(driver => driver.Fit(new GeoPoint(car.Latitude, car.Longitude), car.LicenceClass).IsEligible));
    }

    private IQueryable<FoundCar> Rate(IQueryable<Car> cars, CarFilter filter, DateTimeOffset now, bool isRated)
    {
        IQueryable<SlotClaimRow> live = db.SlotClaims.Live(now);
        DateTimeOffset from = filter.From ?? now;
        DateTimeOffset to = filter.To ?? now;
        bool isAsked = filter.Asked is not null;
        double minutes = (to - from).TotalMinutes;
        double notice = (from - now).TotalMinutes;
        if (filter.OnlyFree)
        {
            cars = cars.Where(car =>
                (!isAsked || (car.MinMinutes <= minutes && car.MaxMinutes >= minutes && car.NoticeMinutes <= notice))
                && !live.Any(claim => claim.UnitId == car.Id && claim.BlockedTo > from && claim.BlockedFrom < to.AddMinutes(car.BufferMinutes)));
        }

        bool isFree = filter.OnlyFree;
        bool isNear = filter.Near is not null;
        (double latitude, double longitude) = filter.Near?.Center ?? default;
        double cosine = Math.Cos(latitude * Radian);
        IQueryable<RatedCar> rated = isRated
            ? cars.LeftJoin(
                db.RatingTotals,
                car => car.Id,
                total => total.SubjectId,
                (car, total) => new RatedCar { Car = car, Rating = total == null || total.Count == 0 ? 0 : (double)total.Stars / total.Count })
            : cars.Select(car => new RatedCar { Car = car });
        return rated.Select(row => new FoundCar
        {
            Car = row.Car,
            IsFree = isFree
                || ((!isAsked || (row.Car.MinMinutes <= minutes && row.Car.MaxMinutes >= minutes && row.Car.NoticeMinutes <= notice))
                    && !live.Any(claim => claim.UnitId == row.Car.Id && claim.BlockedTo > from && claim.BlockedFrom < to.AddMinutes(row.Car.BufferMinutes))),
            Rating = row.Rating,
            Height = !isNear
                ? 0
                : Math.Pow(Math.Sin((row.Car.Latitude - latitude) * Radian / 2), 2)
                    + cosine * Math.Cos(row.Car.Latitude * Radian) * Math.Pow(Math.Sin((row.Car.Longitude - longitude) * Radian / 2), 2),
        });
    }

    private sealed class RatedCar
    {
        public required Car Car { get; init; }

        public double Rating { get; init; }
    }
}
