namespace Booking.Api.Bookings;

using Booking.Api.Http;
using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;

internal sealed class CancellationEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder cancellations = api.MapGroup("/bookings/{id:guid}/cancellations").WithTags("Bookings");
        cancellations.MapPost("/", QuoteCancellation).Describe(nameof(QuoteCancellation), "Offers to take a booking, or parts of it, back; an unpaid one is given up at once.")
            .Produces<CancellationView>(201).Refuses(404, 409, 422);
        cancellations.MapGet("/", ListCancellations).Describe(nameof(ListCancellations), "The cancellations of a booking, newest first.")
            .Produces<CancellationList>().Refuses(404);
        cancellations.MapPost("/{cancellationId:guid}/confirm", ConfirmCancellation).Describe(nameof(ConfirmCancellation), "Accepts a quoted cancellation: the inventory is free, the money goes back.")
            .Idempotent().Produces<CancellationView>().Refuses(404, 409, 410, 422);
    }

    private static async Task<IResult> QuoteCancellation(Guid id, ISender sender, CancellationToken ct, QuoteCancellationRequest? request = null)
    {
        Result<QuoteCancellationCommand> command = (request ?? new QuoteCancellationRequest()).ToCommand(id);
        return command.IsFailure
            ? new Problem(command.Error)
            : (await sender.Send(command.Value, ct)).ToCreated(quote => $"/api/v1/bookings/{id}/cancellations");
    }

    private static async Task<IResult> ListCancellations(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ListCancellationsQuery(id), ct)).ToOk();

    private static async Task<IResult> ConfirmCancellation(Guid id, Guid cancellationId, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ConfirmCancellationCommand(id, cancellationId), ct)).ToOk();
}

/// <summary>What to cancel; all that is left when nothing is named.</summary>
/// <param name="Reason">Of an admin who calls it off for the tenant: then everything goes back.</param>
internal sealed record QuoteCancellationRequest(IReadOnlyList<CancelledItemBody>? Items = null, string? Reason = null)
{
    public Result<QuoteCancellationCommand> ToCommand(Guid bookingId)
    {
        List<ItemPart> parts = [];
        foreach (CancelledItemBody? item in Items ?? [])
        {
            if (item is null || item.Seats?.Any(seat => seat is null) == true)
            {
                return Error.Invalid("validation_failed", "The request is not of the stated form.") with
                {
                    Fields = new Dictionary<string, string[]> { [$"/items/{parts.Count}"] = ["An item or a seat must not be null."] },
                };
            }

            parts.Add(new ItemPart(item.Item, item.Seats ?? [], item.Quantity));
        }

        return new QuoteCancellationCommand(bookingId, parts, Reason);
    }
}

/// <summary>All of an item, or named seats, or some of its pieces.</summary>
/// <param name="Item">Index of the booking's item.</param>
internal sealed record CancelledItemBody(int Item, IReadOnlyList<string>? Seats = null, int? Quantity = null);
