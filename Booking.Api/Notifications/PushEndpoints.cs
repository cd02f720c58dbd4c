namespace Booking.Api.Notifications;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using MediatR;

internal sealed class PushEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder subscriptions = api.MapGroup("/push-subscriptions").WithTags("Notifications");
        subscriptions.MapGet("/key", GetPushKey).Describe(nameof(GetPushKey), "The key that a browser subscribes with.")
            .Produces<PushKeyView>().Refuses(404);
        subscriptions.MapGet("", ListPushSubscriptions).Describe(nameof(ListPushSubscriptions), "The caller's browsers that are told of news.")
            .Produces<Page<PushSubscriptionView>>().Refuses(401);
        subscriptions.MapPost("", SubscribePush).Describe(nameof(SubscribePush), "Subscribes one of the caller's browsers; again, it is the same subscription.")
            .Produces<PushSubscriptionView>().Refuses(401, 404, 409, 422);
        subscriptions.MapDelete("/{id:guid}", UnsubscribePush).Describe(nameof(UnsubscribePush), "Nothing is sent to this browser any more.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 404);
    }

    private static async Task<IResult> GetPushKey(ISender sender, CancellationToken ct) => (await sender.Send(new GetPushKeyQuery(), ct)).ToOk();

    private static async Task<IResult> ListPushSubscriptions([AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<PageRequest> wanted = page.ToPage();
        return wanted.IsFailure ? new Problem(wanted.Error) : (await sender.Send(new ListPushSubscriptionsQuery(wanted.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> SubscribePush(SubscribePushRequest body, ISender sender, CancellationToken ct) => (await sender.Send(body.ToCommand(), ct)).ToOk();

    private static async Task<IResult> UnsubscribePush(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new UnsubscribePushCommand(id), ct)).ToNoContent();
}

/// <summary>What a browser's <c>PushSubscription.toJSON()</c> says.</summary>
/// <param name="Endpoint">Where its push service takes messages for it.</param>
/// <param name="ExpirationTime">When the browser gives it up by itself; not needed.</param>
internal sealed record SubscribePushRequest(string Endpoint, PushKeysBody Keys, double? ExpirationTime = null)
{
    public SubscribePushCommand ToCommand() => new(Endpoint, Keys.P256dh, Keys.Auth);
}

/// <param name="P256dh">The browser's public key: an uncompressed point of P-256 in base64url.</param>
/// <param name="Auth">Its secret: 16 bytes in base64url.</param>
internal sealed record PushKeysBody(string P256dh, string Auth);
