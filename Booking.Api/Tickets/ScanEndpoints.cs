namespace Booking.Api.Tickets;

using Booking.Api.Http;
using Booking.Application.Tickets;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class ScanEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder scans = api.MapGroup("/check-ins").WithTags("Tickets");
        scans.MapPost("/", ScanTicket).Describe(nameof(ScanTicket), "Admits whoever shows a ticket at a door, or says why not; the same nonce is told the same.")
            .Produces<ScanView>().Refuses(401, 403, 422);
        scans.MapGet("/revocations", ListRevocations).Describe(nameof(ListRevocations), "The tickets that were revoked since the call before, for scanners that go offline.")
            .Produces<RevocationList>().Refuses(401, 403);
    }

    private static async Task<IResult> ScanTicket(ScanTicketRequest request, ISender sender, HttpResponse response, CancellationToken ct)
    {
        response.Headers.CacheControl = "private, no-store";
        return (await sender.Send(new ScanTicketCommand(request.Token, request.Gate, request.Nonce, request.OfferingId, request.ScannedAt, request.Force ?? false, request.Reason), ct)).ToOk();
    }

    private static async Task<IResult> ListRevocations([FromQuery] long? since, [FromQuery] int? limit, ISender sender, CancellationToken ct)
    {
        var page = new PageQuery(limit, null).ToPage();
        return page.IsFailure ? new Problem(page.Error) : (await sender.Send(new ListRevocationsQuery(since ?? 0, page.Value.Limit), ct)).ToOk();
    }
}

/// <param name="Token">What the QR code says.</param>
/// <param name="Gate">Where it is scanned, in the scanner's own words.</param>
/// <param name="Nonce">The scanner's own name for this scan, such as a UUID; repeated with it, a scan is told the same.</param>
/// <param name="OfferingId">The offering, or ticket type, that the door is for; any of the caller's when left out.</param>
/// <param name="ScannedAt">When it was scanned, where a scanner tells of it later; now when left out.</param>
/// <param name="Force">Lets in all the same where the ticket is for another door, was used, or has another time.</param>
/// <param name="Reason">Why; needed with `force`.</param>
internal sealed record ScanTicketRequest(string Token, string Gate, string Nonce, Guid? OfferingId = null, DateTimeOffset? ScannedAt = null, bool? Force = null, string? Reason = null);
