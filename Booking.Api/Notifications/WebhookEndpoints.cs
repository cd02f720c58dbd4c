namespace Booking.Api.Notifications;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class WebhookEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder endpoints = api.MapGroup("/webhook-endpoints").WithTags("Webhooks");
        endpoints.MapGet("", ListWebhookEndpoints).Describe(nameof(ListWebhookEndpoints), "The tenant's endpoints, without their secrets.")
            .Produces<Page<WebhookEndpointView>>().Refuses(401, 403);
        endpoints.MapPost("", CreateWebhookEndpoint).Describe(nameof(CreateWebhookEndpoint), "Makes an endpoint; the answer has its secret, which is not shown again.")
            .Produces<WebhookEndpointView>(StatusCodes.Status201Created).Refuses(401, 403, 409, 422);
        endpoints.MapGet("/{id:guid}", GetWebhookEndpoint).Describe(nameof(GetWebhookEndpoint), "One endpoint, without its secret.")
            .Produces<WebhookEndpointView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        endpoints.MapPatch("/{id:guid}", EditWebhookEndpoint).Describe(nameof(EditWebhookEndpoint), "Changes an endpoint, and switches it on or off.")
            .Produces<WebhookEndpointView>().Refuses(401, 403, 404, 412, 422, 428);
        endpoints.MapDelete("/{id:guid}", DeleteWebhookEndpoint).Describe(nameof(DeleteWebhookEndpoint), "Removes an endpoint with its log; what waits for it is not sent.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 412, 428);
        endpoints.MapPost("/{id:guid}/rotate-secret", RotateWebhookSecret)
            .Describe(nameof(RotateWebhookSecret), "Makes a new secret, which the answer has; for 24 hours the old one signs too.")
            .Produces<WebhookEndpointView>().Refuses(401, 403, 404);
        endpoints.MapPost("/{id:guid}/ping", PingWebhookEndpoint).Describe(nameof(PingWebhookEndpoint), "Sends the endpoint an event of its own, whatever it listens to.")
            .Produces<WebhookDeliveryView>(StatusCodes.Status202Accepted).Refuses(401, 403, 404, 409);
        endpoints.MapGet("/{id:guid}/deliveries", ListWebhookDeliveries).Describe(nameof(ListWebhookDeliveries), "What was sent to an endpoint in the last 30 days, the latest first.")
            .Produces<Page<WebhookDeliveryView>>().Refuses(401, 403, 404);
        endpoints.MapPost("/{id:guid}/deliveries/{deliveryId:guid}/replay", ReplayWebhookDelivery)
            .Describe(nameof(ReplayWebhookDelivery), "Sends a delivery once more, under the same webhook-id.")
            .Produces<WebhookDeliveryView>(StatusCodes.Status202Accepted).Refuses(401, 403, 404, 409);
    }

    private static async Task<IResult> ListWebhookEndpoints([AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<PageRequest> wanted = page.ToPage();
        return wanted.IsFailure ? new Problem(wanted.Error) : (await sender.Send(new ListWebhookEndpointsQuery(wanted.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> CreateWebhookEndpoint(CreateWebhookEndpointRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreatedTagged(request, endpoint => $"/api/v1/webhook-endpoints/{endpoint.Id}");

    private static async Task<IResult> GetWebhookEndpoint(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetWebhookEndpointQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> EditWebhookEndpoint(Guid id, EditWebhookEndpointRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> DeleteWebhookEndpoint(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new DeleteWebhookEndpointCommand(id, version.Value), ct)).ToNoContent();
    }

    private static async Task<IResult> RotateWebhookSecret(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new RotateWebhookSecretCommand(id), ct)).ToTagged(request);

    private static async Task<IResult> PingWebhookEndpoint(Guid id, ISender sender, CancellationToken ct) => Accepted(await sender.Send(new PingWebhookEndpointCommand(id), ct));

    private static async Task<IResult> ListWebhookDeliveries(
        Guid id, [FromQuery] string? status, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListWebhookDeliveriesQuery query = new(id, read.Word<WebhookDeliveryStatus>("status", status), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> ReplayWebhookDelivery(Guid id, Guid deliveryId, ISender sender, CancellationToken ct) =>
        Accepted(await sender.Send(new ReplayWebhookDeliveryCommand(id, deliveryId), ct));

    /// <summary>202: it is sent soon, and the log says what became of it.</summary>
    private static IResult Accepted(Result<WebhookDeliveryView> result) =>
        result.IsSuccess ? TypedResults.Accepted((string?)null, result.Value) : new Problem(result.Error);
}
