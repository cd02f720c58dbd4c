namespace Booking.Api.Notifications;

using System.Net.Http.Headers;
using Booking.Api.Http;
using Booking.Application.Notifications;
using MediatR;

internal sealed class HubTicketEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/realtime/tickets", IssueHubTicket).WithTags("Realtime")
        .Describe(nameof(IssueHubTicket), "A ticket that opens one connection to the hub within 30 seconds, in place of the access token.")
        .Produces<HubTicketView>(StatusCodes.Status201Created).Refuses(401);

    private static async Task<IResult> IssueHubTicket(HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new IssueHubTicketProcess(AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header) ? header.Parameter ?? "" : ""), ct))
        .ToCreated(_ => BookingHub.Path);
}
