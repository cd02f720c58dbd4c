namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Cars in the order of their ids, each with whether it is free over the range.</summary>
/// <param name="From">Null, together with <paramref name="To"/>, asks for this moment.</param>
/// <param name="Seats">At least so many.</param>
public sealed record ListCarsQuery(DateTimeOffset? From, DateTimeOffset? To, SearchArea? Near, int? Seats, string? Class, PageRequest Page) : IQuery<Page<CarView>>;

internal sealed class ListCarsValidator : AbstractValidator<ListCarsQuery>
{
    public ListCarsValidator()
    {
        RuleFor(query => query.From).NotNull().When(query => query.To is not null).WithMessage("Give both ends of the range, or none.");
        RuleFor(query => query.To).NotNull().When(query => query.From is not null).WithMessage("Give both ends of the range, or none.");
        RuleFor(query => query.To)
            .Must((query, to) => to > query.From).WithMessage("The end must be after the start.")
            .Must((query, to) => to - query.From <= AskedWindow.Longest).WithMessage($"At most {AskedWindow.Longest.TotalDays:0} days can be asked for at once.")
            .When(query => query.From is not null && query.To is not null);
    }
}

internal sealed class ListCarsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListCarsQuery, Result<Page<CarView>>>
{
    private const string List = "cars";

    public async Task<Result<Page<CarView>>> Handle(ListCarsQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        DateTimeOffset from = query.From ?? now;
        DateTimeOffset to = query.To ?? now;
        IQueryable<SlotClaimRow> live = db.SlotClaims.Live(now);
        IQueryable<Car> cars = db.Cars.AsNoTracking().Where(car => car.IsActive && car.Id > after).Within(query.Near).WithText(nameof(Car.Class), query.Class);
        if (query.Seats is { } seats)
        {
            cars = cars.Where(car => car.Seats >= seats);
        }

        var rows = await cars
            .OrderBy(car => car.Id)
            .Take(query.Page.Limit + 1)
            .Select(car => new
            {
                Car = car,
                IsFree = !live.Any(claim => claim.UnitId == car.Id && claim.BlockedTo > from && claim.BlockedFrom < to.AddMinutes(car.BufferMinutes)),
            })
            .ToListAsync(cancellationToken);
        TimeRange? asked = query is { From: { } start, To: { } end } ? new TimeRange(start, end) : null;
        return cursors.Page(List, query.Page, rows, row => row.Car.Id, row => CarView.Of(row.Car, asked, row.IsFree, query.Near));
    }
}
