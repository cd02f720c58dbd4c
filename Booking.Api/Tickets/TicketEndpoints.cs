namespace Booking.Api.Tickets;

using Booking.Api.Http;
using Booking.Application.Tickets;
using Booking.Domain.Common;
using MediatR;

internal sealed class TicketEndpoints : IEndpointGroup
{
    private const string Pdf = "application/pdf";
    private const string Png = "image/png";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/bookings/{id:guid}/tickets", ListTickets).WithTags("Tickets")
            .Describe(nameof(ListTickets), "The tickets of a booking; they are issued soon after it is paid.")
            .Produces<TicketList>().Refuses(404);
        api.MapGet("/tickets/{id:guid}/pdf", GetTicketPdf).WithTags("Tickets")
            .Describe(nameof(GetTicketPdf), "The ticket as a PDF file, to be printed or shown.")
            .Produces<byte[]>(200, Pdf).Refuses(404, 410);
        api.MapGet("/tickets/{id:guid}/qr", GetTicketQr).WithTags("Tickets")
            .Describe(nameof(GetTicketQr), "The ticket's QR code as a PNG picture.")
            .Produces<byte[]>(200, Png).Refuses(404, 410);
    }

    private static async Task<IResult> ListTickets(Guid id, ISender sender, HttpResponse response, CancellationToken ct)
    {
        // Whoever has a token comes in with it.
        response.Headers.CacheControl = "private, no-store";
        return (await sender.Send(new ListTicketsQuery(id), ct)).ToOk();
    }

    private static async Task<IResult> GetTicketPdf(Guid id, ISender sender, HttpResponse response, CancellationToken ct) =>
        Send(await sender.Send(new GetTicketPdfQuery(id), ct), Pdf, "pdf", response);

    private static async Task<IResult> GetTicketQr(Guid id, ISender sender, HttpResponse response, CancellationToken ct) =>
        Send(await sender.Send(new GetTicketQrQuery(id), ct), Png, "png", response);

    private static IResult Send(Result<TicketFile> file, string contentType, string ending, HttpResponse response)
    {
        if (file.IsFailure)
        {
            return new Problem(file.Error);
        }

        response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file.Value.Content, contentType, $"{file.Value.Name}.{ending}");
    }
}
