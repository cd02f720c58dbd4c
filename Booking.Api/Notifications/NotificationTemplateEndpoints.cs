namespace Booking.Api.Notifications;

using Booking.Api.Http;
using Booking.Application.Notifications;
using MediatR;
using Microsoft.AspNetCore.Mvc;

/// <summary>The words of notifications, which a tenant may replace by its own.</summary>
internal sealed class NotificationTemplateEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder templates = api.MapGroup("/notification-templates/{event}/{channel}/{language}").WithTags("Notifications");
        templates.MapGet("", GetNotificationTemplate).Describe(nameof(GetNotificationTemplate), "The words that are used: the tenant's own, else the usual ones.")
            .Produces<TemplateView>().Refuses(401, 403, 404);
        templates.MapPut("", PutNotificationTemplate).Describe(nameof(PutNotificationTemplate), "Makes words of the tenant's own the ones that are used.")
            .Produces<TemplateView>().Refuses(401, 403, 404, 422);
        templates.MapDelete("", DeleteNotificationTemplate).Describe(nameof(DeleteNotificationTemplate), "Goes back to the usual words; repeating it changes nothing.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404);
        templates.MapPost("/preview", PreviewNotificationTemplate).Describe(nameof(PreviewNotificationTemplate), "Shows words with example values in them; nothing is kept or sent.")
            .Produces<TemplatePreviewView>().Refuses(401, 403, 404, 422);
    }

    private static async Task<IResult> GetNotificationTemplate([FromRoute(Name = "event")] string kind, string channel, string language, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetNotificationTemplateQuery(kind, channel, language), ct)).ToOk();

    private static async Task<IResult> PutNotificationTemplate(
        [FromRoute(Name = "event")] string kind, string channel, string language, PutTemplateRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new PutNotificationTemplateCommand(kind, channel, language, body.Subject, body.Text, body.Html), ct)).ToOk();

    private static async Task<IResult> DeleteNotificationTemplate([FromRoute(Name = "event")] string kind, string channel, string language, ISender sender, CancellationToken ct) =>
        (await sender.Send(new DeleteNotificationTemplateCommand(kind, channel, language), ct)).ToNoContent();

    private static async Task<IResult> PreviewNotificationTemplate(
        [FromRoute(Name = "event")] string kind, string channel, string language, PreviewTemplateRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new PreviewNotificationTemplateQuery(kind, channel, language, body.Subject, body.Text, body.Html), ct)).ToOk();
}
