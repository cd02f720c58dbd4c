namespace Booking.Api.Receipts;

using Booking.Api.Http;
using Booking.Application.Receipts;
using Booking.Domain.Common;
using MediatR;

internal sealed class ReceiptEndpoints : IEndpointGroup
{
    private const string Pdf = "application/pdf";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/bookings/{id:guid}/receipts", ListReceipts).WithTags("Receipts")
            .Describe(nameof(ListReceipts), "The receipts of a booking's payments and refunds; each appears when its PDF can be fetched.")
            .Produces<ReceiptList>().Refuses(404);
        api.MapGet("/receipts/{id:guid}/pdf", GetReceiptPdf).WithTags("Receipts")
            .Describe(nameof(GetReceiptPdf), "The receipt as a PDF file.")
            .Produces<byte[]>(200, Pdf).Refuses(404);
    }

    private static async Task<IResult> ListReceipts(Guid id, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ListReceiptsQuery(id), ct)).ToOk();

    private static async Task<IResult> GetReceiptPdf(Guid id, ISender sender, HttpResponse response, CancellationToken ct)
    {
        Result<ReceiptFile> file = await sender.Send(new GetReceiptPdfQuery(id), ct);
        if (file.IsFailure)
        {
            return new Problem(file.Error);
        }

        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(file.Value.Content, Pdf, $"receipt-{file.Value.Number}.pdf");
    }
}
