namespace Booking.Api.Notifications;

using Booking.Api.Http;
using Booking.Api.Users;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using MediatR;

internal sealed class TwilioEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/webhooks/twilio/status", ReceiveDeliveryReport).WithTags("Notifications")
        .Describe(nameof(ReceiveDeliveryReport), "Takes Twilio's signed word of what became of a text message.")
        .Accepts<TwilioStatusBody>("application/x-www-form-urlencoded").Produces(StatusCodes.Status204NoContent).Refuses(401).WithoutTenant();

    private static async Task<IResult> ReceiveDeliveryReport(HttpRequest request, ISender sender, CancellationToken ct)
    {
        if (await ReadAsync(request, ct) is not { } form)
        {
            return new Problem(Error.Invalid("malformed_request", "A form is expected."));
        }

        return (await sender.Send(new ReceiveDeliveryReportProcess(request.QueryString.Value ?? "", form, request.Headers["X-Twilio-Signature"]), ct)).ToNoContent();
    }

    private static async Task<List<KeyValuePair<string, string>>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            IFormCollection form = await request.ReadFormAsync(ct);
            return [.. form.SelectMany(member => member.Value.Select(value => KeyValuePair.Create(member.Key, value ?? "")))];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

/// <summary>What Twilio posts; it sends more, which its signature covers.</summary>
/// <param name="MessageSid">What Twilio calls the message.</param>
/// <param name="MessageStatus">Such as <c>delivered</c>, <c>read</c> or <c>undelivered</c>.</param>
/// <param name="ErrorCode">Why it has not arrived.</param>
internal sealed record TwilioStatusBody(string MessageSid, string MessageStatus, string? ErrorCode = null);
