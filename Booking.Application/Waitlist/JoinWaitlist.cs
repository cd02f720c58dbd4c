namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Waitlist;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Queues up for something that cannot be had now.</summary>
/// <param name="Item">As a hold would ask for it; a ticket type of an event with a seat plan stands for any seats of that category.</param>
/// <param name="AllOrNone">False takes fewer where fewer are free.</param>
/// <param name="SameClass">Any car of the same class in the same city would do.</param>
public sealed record JoinWaitlistCommand(ItemRequest Item, bool AllOrNone = true, bool SameClass = false) : ICommand<WaitlistEntryView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class JoinWaitlistValidator : AbstractValidator<JoinWaitlistCommand>
{
    public JoinWaitlistValidator() => RuleFor(command => command.Item).NotNull().SetInheritanceValidator(ItemValidators.OfEveryKind);
}

internal sealed class JoinWaitlistHandler(IBookingDb db, IUnitOfWork unitOfWork, WishReader wishes, OfferTaker taker, RequestContext context, WaitlistOptions options)
    : IRequestHandler<JoinWaitlistCommand, Result<WaitlistEntryView>>
{
    public async Task<Result<WaitlistEntryView>> Handle(JoinWaitlistCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Guid customer = context.UserId!.Value;
        Result<WaitlistWish> wish = await wishes.ReadAsync(new AskedWish(command.Item, command.SameClass), cancellationToken);
        if (wish.IsFailure)
        {
            return wish.Error;
        }

        await unitOfWork.TakeTurnAsync($"waitlist of {customer}", cancellationToken);
        Result<Done> allowed = await CheckAsync(customer, wish.Value, now, cancellationToken);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        // Whether it can be had is tried, not looked up: this is refused exactly where a hold would have succeeded.
        AskedWish asked = AskedWish.Read(wish.Value.Request);
        Taking taking = await taker.TakeAsync(customer, asked, command.AllOrNone ? asked.Quantity : 1, cancellationToken);
        if (!taking.IsLack)
        {
            return taking.Refused?.AsOfItem() ?? WaitlistErrors.StillAvailable;
        }

        WaitlistEntry entry = WaitlistEntry.Join(Guid.CreateVersion7(now), context.TenantId, customer, wish.Value, command.AllOrNone, now);
        db.WaitlistEntries.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(entry.Id, context, now, cancellationToken);
    }

    private async Task<Result<Done>> CheckAsync(Guid customer, WaitlistWish wish, DateTimeOffset now, CancellationToken ct)
    {
        IQueryable<WaitlistEntry> live = db.WaitlistEntries.AsNoTracking().Where(entry => entry.Status == WaitlistStatus.Waiting || entry.Status == WaitlistStatus.Offered);
        List<WaitlistEntry> own = await live.Where(entry => entry.CustomerId == customer).OrderBy(entry => entry.Id).Take(options.MaxPerCustomer + 1).ToListAsync(ct);
        if (own.Find(entry => entry.WishKey == wish.Key) is { } same)
        {
            return WaitlistErrors.AlreadyWaiting with { Extensions = new Dictionary<string, object?> { ["entryId"] = same.Id } };
        }

        if (own.Count(entry => entry.StatusAt(now) is WaitlistStatus.Waiting or WaitlistStatus.Offered) >= options.MaxPerCustomer)
        {
            return WaitlistErrors.TooMany;
        }

        return await live.Where(entry => entry.Queue == wish.Queue).Take(options.MaxPerQueue).CountAsync(ct) >= options.MaxPerQueue ? WaitlistErrors.Full : Result.Success;
    }
}

internal static class WaitlistRefusals
{
    /// <summary>A hold names its items by number; here there is one.</summary>
    public static Error AsOfItem(this Error error) => error with
    {
        Fields = error.Fields.ToDictionary(field => field.Key.StartsWith("/items/0", StringComparison.Ordinal) ? "/item" + field.Key["/items/0".Length..] : field.Key, field => field.Value),
    };
}
