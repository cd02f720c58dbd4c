namespace Booking.Application.Cars;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>In which order cars are listed. Each order ends in the ids, so it is stable.</summary>
public enum CarSort
{
    /// <summary>Oldest first.</summary>
    Id,

    /// <summary>By what a usual day costs: the price of a time depends on its seasons and weekdays and is no key of the database.</summary>
    Price,

    /// <summary>Nearest to the place asked for first.</summary>
    Distance,

    /// <summary>The best rated first, those without a rating last.</summary>
    Rating,
}

/// <summary>Cars, each with what it costs and whether it can be had.</summary>
/// <param name="Managed">Those that the caller manages, also withdrawn ones.</param>
public sealed record ListCarsQuery(CarFilter Filter, CarSort Sort, bool Managed, PageRequest Page) : IQuery<Page<CarView>>;

internal sealed class ListCarsValidator : AbstractValidator<ListCarsQuery>
{
    public ListCarsValidator()
    {
        this.Flat(query => query.Filter, new CarFilterValidator());
        RuleFor(query => query.Sort).Must((query, sort) => sort != CarSort.Distance || query.Filter.Near is not null).WithMessage("The distance from where? Give near.");
    }
}

internal sealed class ListCarsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, CarSearch search, RequestContext context) : IRequestHandler<ListCarsQuery, Result<Page<CarView>>>
{
    /// <summary>Rows that are looked at for one page where the database does not decide alone; then the page is shorter and the next one goes on.</summary>
    private const int MaxRows = 1_000;

    private const int Batch = 200;

    public async Task<Result<Page<CarView>>> Handle(ListCarsQuery query, CancellationToken cancellationToken)
    {
        string list = $"cars by {query.Sort}";
        Result<Position> start = Read(list, query.Page.Cursor);
        if (start.IsFailure)
        {
            return start.Error;
        }

        Result<IQueryable<Car>> cars = Cars(query.Managed);
        if (cars.IsFailure)
        {
            return cars.Error;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Func<Car, bool> fits = await search.DecideAsync(query.Filter, now, cancellationToken);
        IQueryable<FoundCar> rows = search.Find(cars.Value, query.Filter, now, query.Sort == CarSort.Rating);
        List<CarView> page = [];
        Position at = start.Value;
        int size = query.Filter.IsDecidedLater ? Batch : query.Page.Limit + 1;
        for (int looked = 0; looked < MaxRows; looked += size)
        {
            List<FoundCar> found = await InOrder(rows, query.Sort, at).Take(size).ToListAsync(cancellationToken);
            foreach (FoundCar row in found.Where(row => fits(row.Car)))
            {
                if (page.Count == query.Page.Limit)
                {
                    return await PageAsync(page, Write(list, at), cancellationToken);
                }

                page.Add(CarView.Of(row.Car, query.Filter.Asked, row.IsFree, query.Filter.Near, query.Filter.WithDriver));
                at = PositionOf(row, query.Sort);
            }

            if (found.Count < size)
            {
                return await PageAsync(page, null, cancellationToken);
            }

            at = PositionOf(found[^1], query.Sort);
        }

        return await PageAsync(page, Write(list, at), cancellationToken);
    }

    private async Task<Page<CarView>> PageAsync(List<CarView> page, string? next, CancellationToken ct)
    {
        Dictionary<Guid, RatingTotal> ratings = await db.RatingTotals.OfAsync([.. page.Select(car => car.Id)], ct);
        return new Page<CarView>([.. page.Select(car => car with { Rating = RatingSummary.Of(ratings.GetValueOrDefault(car.Id)) })], next);
    }

    private Result<IQueryable<Car>> Cars(bool managed)
    {
        IQueryable<Car> cars = db.Cars.AsNoTracking();
        if (!managed)
        {
            return Result<IQueryable<Car>>.Success(cars.Where(car => car.IsActive));
        }

        if (context.UserId is not { } user)
        {
            return UserErrors.NotSignedIn;
        }

        if (context.IsAdmin)
        {
            return Result<IQueryable<Car>>.Success(cars);
        }

        return context.Roles.Contains(Roles.Provider) ? Result<IQueryable<Car>>.Success(cars.Where(car => car.OwnerId == user)) : UserErrors.Forbidden;
    }

    private static IQueryable<FoundCar> InOrder(IQueryable<FoundCar> rows, CarSort sort, Position after)
    {
        (double key, Guid id) = after;
        long price = (long)Math.Max(key, 0);
        return sort switch
        {
            CarSort.Price => rows.Where(row => row.Car.PricePerDay >= price && (row.Car.PricePerDay > price || row.Car.Id > id)).OrderBy(row => row.Car.PricePerDay).ThenBy(row => row.Car.Id),
            CarSort.Distance => rows.Where(row => row.Height >= key && (row.Height > key || row.Car.Id > id)).OrderBy(row => row.Height).ThenBy(row => row.Car.Id),
            CarSort.Rating => rows.Where(row => row.Rating <= -key && (row.Rating < -key || row.Car.Id > id)).OrderByDescending(row => row.Rating).ThenBy(row => row.Car.Id),
            _ => rows.Where(row => row.Car.Id > id).OrderBy(row => row.Car.Id),
        };
    }

    private static Position PositionOf(FoundCar row, CarSort sort) => new(
        sort switch
        {
            CarSort.Price => row.Car.PricePerDay,
            CarSort.Distance => row.Height,
            CarSort.Rating => -row.Rating,
            _ => 0,
        },
        row.Car.Id);

    private Result<Position> Read(string list, string? cursor)
    {
        if (cursor is null)
        {
            return new Position(double.MinValue, Guid.Empty);
        }

        return cursors.Decode(list, cursor) is [string key, string id] && double.TryParse(key, CultureInfo.InvariantCulture, out double number) && Guid.TryParse(id, out Guid after)
            ? new Position(number, after)
            : PageErrors.InvalidCursor;
    }

    private string Write(string list, Position at) => cursors.Encode(list, at.Key.ToString("R", CultureInfo.InvariantCulture), at.Id.ToString());

    /// <summary>The sort key and id of the last row.</summary>
    private readonly record struct Position(double Key, Guid Id);
}
