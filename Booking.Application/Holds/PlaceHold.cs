namespace Booking.Application.Holds;

using System.Buffers.Text;
using System.Security.Cryptography;
using Booking.Application.Abstractions;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Application.Trips;
using Booking.Application.Venues;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using FluentValidation;
using FluentValidation.Validators;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Takes several items of any kind, all or nothing.</summary>
public sealed record PlaceHoldCommand(IReadOnlyList<ItemRequest> Items, string? VoucherCode = null) : ICommand<HoldView>, ITriesVoucher, IAuditedByEvent
{
    /// <summary>The attempt has been counted already, by the use case that this is a step of.</summary>
    public bool IsVoucherCounted { get; init; }

    string? ITriesVoucher.VoucherCode => IsVoucherCounted ? null : VoucherCode;
}

internal sealed class PlaceHoldValidator : AbstractValidator<PlaceHoldCommand>
{
    public PlaceHoldValidator()
    {
        RuleFor(command => command.Items).NotEmpty().WithMessage("At least one item is needed.");
        RuleFor(command => command.Items)
            .Must(items => items.Count <= Hold.MaxItems).WithMessage($"One hold takes at most {Hold.MaxItems} items.")
            .When(command => command.Items is not null);
        RuleForEach(command => command.Items).NotNull().WithMessage("An item must not be null.").SetInheritanceValidator(ItemValidators.OfEveryKind);
    }
}

/// <summary>The forms of items of every kind, wherever a request contains some.</summary>
internal static class ItemValidators
{
    public static void OfEveryKind<T>(PolymorphicValidator<T, ItemRequest> item)
    {
        item.Add(new CarItemValidator());
        item.Add(new VenueItemValidator());
        item.Add(new ServiceItemValidator());
        item.Add(new ProductItemValidator());
        item.Add(new TicketItemValidator());
        item.Add(new EventSeatItemValidator());
        item.Add(new TripSeatItemValidator());
    }
}

internal sealed class PlaceHoldHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, HoldRefusals refusals, ItemGranter granter, OrderPricer pricer, VoucherRedemption vouchers, RequestContext context, HoldOptions options)
    : IRequestHandler<PlaceHoldCommand, Result<HoldView>>
{
    // More requests of one customer than this are never under way together.
    private const int MostAtOnce = 1_000;

    public async Task<Result<HoldView>> Handle(PlaceHoldCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Result<Done> allowed = await CheckCallerAsync(now, cancellationToken);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        Result<IReadOnlyList<Grant>> grants = await granter.GrantAsync(command.Items, now, cancellationToken);
        if (grants.IsFailure)
        {
            return grants.Error;
        }

        string? token = context.UserId is null ? "ht_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) : null;
        byte[]? tokenHash = token is null ? null : RequestContext.HashToken(token);
        for (IReadOnlyList<Grant> chosen = grants.Value; ;)
        {
            Result<Price> price = await pricer.PriceAsync(chosen, cancellationToken);
            if (price.IsFailure)
            {
                return price.Error;
            }

            Result<Hold> hold = Hold.Place(Guid.CreateVersion7(now), context.TenantId, context.UserId, tokenHash, chosen, price.Value, now);
            if (hold.IsFailure)
            {
                return hold.Error;
            }

            Result<IReadOnlyList<Claim>> redeemed = await RedeemAsync(command.VoucherCode, hold.Value, cancellationToken);
            if (redeemed.IsFailure)
            {
                return redeemed.Error;
            }

            ClaimResult claimed = await claims.TryClaimAsync(
                hold.Value.Id, [.. chosen.SelectMany(grant => grant.Claims), .. redeemed.Value], hold.Value.ExpiresAt, cancellationToken);
            if (claimed.Outcome == ClaimOutcome.Claimed)
            {
                db.Holds.Add(hold.Value);
                return HoldView.Of(hold.Value, now, token);
            }

            if (SecondChoice.After(chosen, claimed.Conflicts) is not { } next)
            {
                return await refusals.ExplainAsync(claimed, command.Items, chosen, cancellationToken);
            }

            chosen = next;
        }
    }

    /// <returns>What the voucher's use takes.</returns>
    private async Task<Result<IReadOnlyList<Claim>>> RedeemAsync(string? code, Hold hold, CancellationToken ct)
    {
        if (code is null)
        {
            return Result<IReadOnlyList<Claim>>.Success([]);
        }

        Result<Redemption> redemption = await vouchers.RedeemAsync(code, hold.Items, hold.Price, hold.CustomerId, hold.Id, ct);
        if (redemption.IsFailure)
        {
            return redemption.Error;
        }

        Result<Done> redeemed = hold.Redeem(redemption.Value.VoucherId, redemption.Value.Price);
        return redeemed.IsSuccess ? Result<IReadOnlyList<Claim>>.Success(redemption.Value.Claims) : redeemed.Error;
    }

    private async Task<Result<Done>> CheckCallerAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (context.UserId is { } customer)
        {
            if (await CountLiveAsync(customer, now, ct) + MostAtOnce >= options.MaxLivePerCustomer)
            {
                // Near the cap the customer's requests take turns: counted side by side they would all see room for one more.
                await unitOfWork.TakeTurnAsync($"holds of {customer}", ct);
                return await CountLiveAsync(customer, now, ct) < options.MaxLivePerCustomer ? Result.Success : HoldErrors.TooMany;
            }

            return Result.Success;
        }

        bool guests = await db.Tenants.Where(tenant => tenant.Id == context.TenantId).Select(tenant => tenant.AllowsGuests).SingleAsync(ct);
        return guests ? Result.Success : HoldErrors.GuestsNotAllowed;
    }

    private Task<int> CountLiveAsync(Guid customer, DateTimeOffset now, CancellationToken ct) => db.Holds
        .Where(hold => hold.CustomerId == customer && hold.Status == HoldStatus.Active && hold.ExpiresAt > now)
        .OrderBy(hold => hold.ExpiresAt)
        .Take(options.MaxLivePerCustomer)
        .CountAsync(ct);
}

/// <summary>Limits of holds; section <c>Holds</c>.</summary>
public sealed class HoldOptions
{
    /// <summary>Live holds one customer may have at the same time; 1 or more.</summary>
    public int MaxLivePerCustomer { get; set; } = 10;

    /// <summary>How long a booking's inventory is kept for the payment; 1 minute to 2 hours.</summary>
    public TimeSpan PaymentWindow { get; set; } = TimeSpan.FromMinutes(15);
}
