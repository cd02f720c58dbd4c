namespace Booking.Api.Notifications;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.AspNetCore.Mvc;

/// <summary>What the caller is told, and how; and for admins what everybody was told.</summary>
internal sealed class NotificationEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder inbox = api.MapGroup("/notifications").WithTags("Notifications");
        inbox.MapGet("", ListNotifications).Describe(nameof(ListNotifications), "The caller's messages of the last 180 days, the latest first, and how many are unread.")
            .Produces<InboxView>().Refuses(401);
        inbox.MapPost("/{id:guid}/read", ReadNotification).Describe(nameof(ReadNotification), "Marks a message as read; repeating it changes nothing.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 404);
        inbox.MapPost("/read-all", ReadAllNotifications).Describe(nameof(ReadAllNotifications), "Marks all of the caller's messages as read.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401);
        inbox.MapGet("/preferences", GetNotificationPreferences).Describe(nameof(GetNotificationPreferences), "How the caller wants to be told of things.")
            .Produces<PreferencesView>().Refuses(401);
        inbox.MapPatch("/preferences", EditNotificationPreferences).Describe(nameof(EditNotificationPreferences), "Chooses anew; what is left out stays as it is.")
            .Produces<PreferencesView>().Refuses(401, 422);

        RouteGroupBuilder log = api.MapGroup("/admin/notifications").WithTags("Notifications");
        log.MapGet("", ListSentNotifications).Describe(nameof(ListSentNotifications), "What was sent, is to be sent or was not, of the last 180 days, the latest first.")
            .Produces<Page<SentNotificationView>>().Refuses(401, 403);
        log.MapPost("/{id:guid}/resend", ResendNotification).Describe(nameof(ResendNotification), "Sends a message once more, as a message of its own.")
            .Produces<SentNotificationView>(StatusCodes.Status202Accepted).Refuses(401, 403, 404, 409);
    }

    private static async Task<IResult> ListNotifications([FromQuery] string? unread, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListInboxQuery query = new(read.Flag("unread", unread), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToLinked(request, inbox => inbox.NextCursor);
    }

    private static async Task<IResult> ReadNotification(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ReadNotificationCommand(id), ct)).ToNoContent();

    private static async Task<IResult> ReadAllNotifications(ISender sender, CancellationToken ct) => (await sender.Send(new ReadAllNotificationsCommand(), ct)).ToNoContent();

    private static async Task<IResult> GetNotificationPreferences(ISender sender, CancellationToken ct) => (await sender.Send(new GetNotificationPreferencesQuery(), ct)).ToOk();

    private static async Task<IResult> EditNotificationPreferences(EditPreferencesRequest body, ISender sender, CancellationToken ct)
    {
        Result<EditNotificationPreferencesCommand> command = body.ToCommand();
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToOk();
    }

    private static async Task<IResult> ListSentNotifications(
        [FromQuery] string? bookingId, [FromQuery] string? userId, [FromQuery] string? status, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListSentNotificationsQuery query = new(read.Id("bookingId", bookingId), read.Id("userId", userId), read.Word<NotificationStatus>("status", status), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    /// <summary>202: it is sent soon, and the log says what became of it.</summary>
    private static async Task<IResult> ResendNotification(Guid id, ISender sender, CancellationToken ct)
    {
        Result<SentNotificationView> result = await sender.Send(new ResendNotificationCommand(id), ct);
        return result.IsSuccess ? TypedResults.Accepted((string?)null, result.Value) : new Problem(result.Error);
    }
}
