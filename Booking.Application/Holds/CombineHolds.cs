namespace Booking.Application.Holds;

using System.Buffers.Text;
using System.Security.Cryptography;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;

/// <summary>
/// Lets holds that can be granted by what is known of the offerings be written together with others, in front of the unit of work that
/// each would otherwise have for itself. What cannot be decided that way goes on to the handler, which reads everything anew.
/// </summary>
internal sealed class CombineHolds(
    IHoldCombiner combiner, ItemGranter granter, OrderPricer pricer, ITerms terms, HoldRefusals refusals, IUnitOfWork unitOfWork, IDatabaseClock clock, RequestContext context, HoldOptions options)
    : IPipelineBehavior<PlaceHoldCommand, Result<HoldView>>
{
    // Terms change now and then; whoever meets three changes in a row is served alone.
    private const int MaxAttempts = 3;

    public async Task<Result<HoldView>> Handle(PlaceHoldCommand request, RequestHandlerDelegate<Result<HoldView>> next, CancellationToken cancellationToken) =>
        request.VoucherCode is null && !unitOfWork.IsOpen && await TryPlaceAsync(request, cancellationToken) is { } placed ? placed : await next(cancellationToken);

    private async Task<Result<HoldView>?> TryPlaceAsync(PlaceHoldCommand command, CancellationToken ct)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            DateTimeOffset now = await clock.NowAsync(ct);
            UsedTerms used = new(terms);
            TenantPricing? tenant = await used.FindAsync(TermsKind.Tenant, context.TenantId, async ct => await pricer.ReadAsync(ct), ct);
            if (tenant is null || (context.UserId is null && !tenant.AllowsGuests) || await granter.GrantKnownAsync(command.Items, used, now, ct) is not { } grants)
            {
                return null;
            }

            Result<Price> price = OrderPricer.PriceBy(tenant, grants, now);
            if (price.IsFailure || !grants.Any(grant => grant.Claims.Count > 0))
            {
                return null;
            }

            string? token = context.UserId is null ? "ht_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) : null;
            byte[]? tokenHash = token is null ? null : RequestContext.HashToken(token);
            Result<Hold> hold = Hold.Place(Guid.CreateVersion7(now), context.TenantId, context.UserId, tokenHash, grants, price.Value, now);
            if (hold.IsFailure)
            {
                return null;
            }

            HoldView view = HoldView.Of(hold.Value, now, token);
            CombinedHold answer = await combiner.PlaceAsync(
                new HoldOrder(hold.Value, [.. grants.SelectMany(grant => grant.Claims)], used.All, view, context.Idempotency, options.MaxLivePerCustomer, context.Running), ct);
            switch (answer.Outcome)
            {
                case CombinedOutcome.Placed:
                    return view;
                case CombinedOutcome.Refused when grants.All(grant => grant.Others.Count == 0):
                    return await refusals.ExplainAsync(answer.Claimed!, command.Items, grants, ct);
                case CombinedOutcome.TooMany:
                    return HoldErrors.TooMany;
                case CombinedOutcome.Replayed:
                    context.WasReplayed = answer.Replay!.IsSuccess;
                    return answer.Replay;
                case CombinedOutcome.Busy:
                    return HoldErrors.Busy;
                case CombinedOutcome.Outdated:
                    terms.Forget(answer.Outdated!);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }
}
