namespace Booking.Api.Bookings;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;

internal sealed class CaseEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder cases = api.MapGroup("/cases").WithTags("Bookings");
        cases.MapGet("/", ListCases).Describe(nameof(ListCases), "What was disrupted of the caller's bookings, newest first; of all of the tenant's for an admin.")
            .Produces<Page<CaseView>>().Refuses(401);
        cases.MapPost("/{id:guid}/accept", AcceptCase).Describe(nameof(AcceptCase), "Takes what was delayed or moved as it is now.")
            .Produces<CaseView>().Refuses(404, 409);
        cases.MapPost("/{id:guid}/rebook", RebookCase).Describe(nameof(RebookCase), "Offers something else instead, without a fee; the case is settled with the change.")
            .Produces<ChangeView>(201).Refuses(404, 409, 422);
        cases.MapPost("/{id:guid}/refund", RefundCase).Describe(nameof(RefundCase), "Takes back what the case is about, for all that was paid.")
            .Idempotent().Produces<CaseView>().Refuses(404, 409, 422);
        api.MapGet("/bookings/{id:guid}/cases", ListBookingCases).WithTags("Bookings").Describe(nameof(ListBookingCases), "What was disrupted of a booking, newest first.")
            .Produces<CaseList>().Refuses(404);
    }

    private static async Task<IResult> ListCases(string? status, [AsParameters] PageQuery page, ISender sender, HttpRequest request, CancellationToken ct)
    {
        QueryReader reader = new();
        ListCasesQuery query = new(reader.Page(page), reader.Word<CaseStatus>("status", status));
        return reader.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> AcceptCase(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new AcceptCaseCommand(id), ct)).ToOk();

    private static async Task<IResult> RebookCase(Guid id, QuoteChangeRequest request, ISender sender, CancellationToken ct)
    {
        Result<IReadOnlyList<WantedItem>> items = request.ToItems();
        return items.IsFailure
            ? new Problem(items.Error)
            : (await sender.Send(new RebookCaseCommand(id, items.Value), ct)).ToCreated(change => $"/api/v1/bookings/{change.BookingId}/changes");
    }

    private static async Task<IResult> RefundCase(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new RefundCaseCommand(id), ct)).ToOk();

    private static async Task<IResult> ListBookingCases(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ListBookingCasesQuery(id), ct)).ToOk();
}
