namespace Booking.Api.Attribution;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Attribution;
using Booking.Domain.Attribution;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class ConversionEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder settings = api.MapGroup("/admin/conversion-settings").WithTags("Conversions");
        settings.MapGet("", GetConversionSettings).Describe(nameof(GetConversionSettings), "To whom the tenant's sales are told, without the access token.")
            .Produces<ConversionSettingsView>().Refuses(401, 403, 404);
        settings.MapPut("", PutConversionSettings).Describe(nameof(PutConversionSettings), "Says to whom the tenant's sales are told.")
            .Produces<ConversionSettingsView>().Refuses(401, 403, 422);
        settings.MapDelete("", DeleteConversionSettings).Describe(nameof(DeleteConversionSettings), "Nobody is told of the tenant's sales any more; what waits is skipped.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404);
        api.MapGet("/admin/conversion-deliveries", ListConversionDeliveries).WithTags("Conversions")
            .Describe(nameof(ListConversionDeliveries), "What the advertising network was told in the last 90 days, the latest first.")
            .Produces<Page<ConversionDeliveryView>>().Refuses(401, 403);
    }

    private static async Task<IResult> GetConversionSettings(ISender sender, CancellationToken ct) => (await sender.Send(new GetConversionSettingsQuery(), ct)).ToOk();

    private static async Task<IResult> PutConversionSettings(PutConversionSettingsRequest body, ISender sender, CancellationToken ct) => (await sender.Send(body.ToCommand(), ct)).ToOk();

    private static async Task<IResult> DeleteConversionSettings(ISender sender, CancellationToken ct) => (await sender.Send(new DeleteConversionSettingsCommand(), ct)).ToNoContent();

    private static async Task<IResult> ListConversionDeliveries([FromQuery] string? status, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListConversionDeliveriesQuery query = new(read.Word<ConversionDeliveryStatus>("status", status), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }
}

/// <summary>All of it at once; what is left out is empty, but for the token.</summary>
/// <param name="EventSourceId">The id of the TikTok pixel.</param>
/// <param name="AccessToken">Of the Events API; kept sealed, never shown. Left out, the one that is there stays.</param>
/// <param name="TestEventCode">While it is set, events only show among the network's test events.</param>
/// <param name="IsActive">False stops it and keeps the settings; true when left out.</param>
internal sealed record PutConversionSettingsRequest(string EventSourceId, string? AccessToken = null, string? TestEventCode = null, bool? IsActive = null)
{
    public PutConversionSettingsCommand ToCommand() => new(EventSourceId, AccessToken, TestEventCode, IsActive ?? true);
}
