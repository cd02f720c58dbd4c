namespace Booking.Application.Events;

using System.Security.Cryptography;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Events;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Whether a group may be parted.</summary>
public enum Adjacency
{
    /// <summary>Side by side where that can be had, else near each other.</summary>
    Preferred,

    /// <summary>Side by side or not at all.</summary>
    Required,
}

/// <summary>Holds the best free seats of an event, in one request and without a seat plan on the screen.</summary>
/// <param name="Categories">Ids or names of ticket types; empty for all.</param>
/// <param name="MaxPrice">Of one seat, in minor units.</param>
/// <param name="Sections">Names; empty for all.</param>
/// <param name="Accessible">Wheelchair places among the <paramref name="Quantity"/>, each with a companion seat, which counts too.</param>
/// <param name="VoucherCode">As in a hold of chosen seats.</param>
public sealed record HoldBestAvailableCommand(
    Guid EventId, int Quantity, IReadOnlyList<string> Categories, long? MaxPrice, IReadOnlyList<string> Sections, int Accessible, Adjacency Adjacent, bool AvoidOrphans, string? VoucherCode = null)
    : ICommand<HoldView>, ITriesVoucher, IAuditedByEvent;

internal sealed class HoldBestAvailableValidator : AbstractValidator<HoldBestAvailableCommand>
{
    private const int MaxNames = 50;

    public HoldBestAvailableValidator()
    {
        RuleFor(command => command.Quantity).InclusiveBetween(1, BestAvailable.MaxQuantity);
        RuleFor(command => command.Accessible).GreaterThanOrEqualTo(0)
            .Must((command, accessible) => 2 * (long)accessible <= command.Quantity).WithMessage("Each wheelchair place needs a companion seat within the quantity.");
        RuleFor(command => command.MaxPrice).GreaterThanOrEqualTo(0);
        RuleFor(command => command.Categories).Must(names => names.Count <= MaxNames && names.All(name => name is not null)).WithMessage($"At most {MaxNames} names.");
        RuleFor(command => command.Sections).Must(names => names.Count <= MaxNames && names.All(name => name is not null)).WithMessage($"At most {MaxNames} names.");
    }
}

internal sealed class HoldBestAvailableHandler(IBookingDb db, IEventSeats seats, IUnitOfWork unitOfWork, ISender sender) : IRequestHandler<HoldBestAvailableCommand, Result<HoldView>>
{
    // The first look takes the best; whoever loses it looks again among more and more groups, and at last alone.
    private static readonly int[] Among = [1, 8, 32, 1];

    public async Task<Result<HoldView>> Handle(HoldBestAvailableCommand command, CancellationToken cancellationToken)
    {
        Result<Wanted> wanted = await FindWantedAsync(command, cancellationToken);
        if (wanted.IsFailure)
        {
            return wanted.Error;
        }

        Result<HoldView>? held = null;
        for (int attempt = 0; attempt < Among.Length; attempt++)
        {
            if (attempt == Among.Length - 1)
            {
                await seats.LockPlanAsync(command.EventId, cancellationToken);
            }

            IReadOnlyList<EventSeatRow> rows = await seats.ReadAsync(command.EventId, unitOfWork.Now, cancellationToken);
            Result<BestSeats> best = Find(command, wanted.Value, rows, Among[attempt]);
            if (best.IsFailure)
            {
                return best.Error;
            }

            EventSeatItem item = new(command.EventId, best.Value.Seats) { IsBestAvailable = true };
            held = await sender.Send(new PlaceHoldCommand([item], command.VoucherCode) { IsVoucherCounted = true }, cancellationToken);
            if (held.IsSuccess || held.Error.Code != "inventory_conflict")
            {
                return held.IsSuccess ? held : AsOwn(held.Error);
            }
        }

        return held!;
    }

    private static Result<BestSeats> Find(HoldBestAvailableCommand command, Wanted wanted, IReadOnlyList<EventSeatRow> rows, int among)
    {
        PlanPoint focal = wanted.FocalPoint ?? FrontOf(rows);
        SeatWish wish = new(command.Quantity, focal, command.Accessible, command.Adjacent == Adjacency.Required, command.AvoidOrphans, wanted.TicketTypes);
        List<SeatSpot> spots = [.. rows.Select(row => row.ToSpot(wanted.TicketTypes.ContainsKey(row.TicketTypeId) && (wanted.Sections.Count == 0 || wanted.Sections.Contains(row.Section))))];
        return BestAvailable.Find(spots, wish, among, RandomNumberGenerator.GetInt32(int.MaxValue));
    }

    private async Task<Result<Wanted>> FindWantedAsync(HoldBestAvailableCommand command, CancellationToken ct)
    {
        var row = await db.Events.AsNoTracking()
            .Where(happening => happening.Id == command.EventId && happening.Status != EventStatus.Draft)
            .Select(happening => new { Event = happening, Plan = db.EventSeatPlans.Where(plan => plan.Id == happening.Id).Select(plan => new { plan.FocalX, plan.FocalY }).SingleOrDefault() })
            .SingleOrDefaultAsync(ct);
        if (row is null)
        {
            return OfferingErrors.NotFound;
        }

        if (row.Event.Seating != Seating.Reserved)
        {
            return Error.Rule("/eventId", "This event sells counted places without names; ask for kind ticket.");
        }

        Result<Done> onSale = row.Event.CheckOnSale("/eventId", unitOfWork.Now);
        if (onSale.IsFailure)
        {
            return onSale.Error;
        }

        List<TicketType> types = [.. (await db.TicketTypes.AsNoTracking().Where(type => type.EventId == command.EventId).OrderBy(type => type.SortOrder).ThenBy(type => type.Id).ToListAsync(ct))
            .Where(type => type.IsOpenTo(null))];
        if (command.Categories.FirstOrDefault(name => !types.Exists(type => IsNamed(type, name))) is { } unknown)
        {
            return Error.Rule("/categories", $"This event has no category {unknown}.");
        }

        var wanted = types
            .Where(type => command.Categories.Count == 0 || command.Categories.Any(name => IsNamed(type, name)))
            .Where(type => command.MaxPrice is null || type.Price.Amount <= command.MaxPrice)
            .Select(type => new { type.Id, Limit = new OrderLimit(type.MinPerOrder, type.MaxPerOrder), Refused = RefusalOf(type, row.Event, command.Quantity) })
            .ToList();
        if (wanted.Count > 0 && wanted.TrueForAll(type => type.Refused is not null))
        {
            return wanted[0].Refused!;
        }

        return new Wanted(
            wanted.Where(type => type.Refused is null).ToDictionary(type => type.Id, type => type.Limit),
            [.. command.Sections],
            row.Plan is null ? null : new PlanPoint(row.Plan.FocalX, row.Plan.FocalY));
    }

    /// <summary>Why no seat of a category can be held; null when some can.</summary>
    private Error? RefusalOf(TicketType type, Event happening, int quantity) =>
        type.CheckSale(happening, "/categories", unitOfWork.Now).Error ?? type.CheckLeast("/quantity", quantity).Error;

    /// <summary>The caller named no seats: what is wrong with those that were found is a matter of how many were asked for.</summary>
    private static Error AsOwn(Error error) => error with
    {
        Fields = error.Fields
            .GroupBy(field => field.Key.StartsWith("/items", StringComparison.Ordinal) ? "/quantity" : field.Key, field => field.Value)
            .ToDictionary(group => group.Key, group => group.SelectMany(messages => messages).ToArray()),
    };

    private static bool IsNamed(TicketType type, string name) => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase) || (Guid.TryParse(name, out Guid id) && id == type.Id);

    /// <summary>The middle of the front, where no plan says what everybody looks at.</summary>
    private static PlanPoint FrontOf(IReadOnlyList<EventSeatRow> rows) => rows.Count == 0 ? default : new PlanPoint((int)rows.Average(row => row.X), rows.Min(row => row.Y));

    private sealed record Wanted(Dictionary<Guid, OrderLimit> TicketTypes, HashSet<string> Sections, PlanPoint? FocalPoint);
}
