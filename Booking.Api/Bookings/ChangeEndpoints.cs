namespace Booking.Api.Bookings;

using Booking.Api.Holds;
using Booking.Api.Http;
using Booking.Application.Bookings;
using Booking.Domain.Common;
using MediatR;

internal sealed class ChangeEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder changes = api.MapGroup("/bookings/{id:guid}/changes").WithTags("Bookings");
        changes.MapPost("/", QuoteChange).Describe(nameof(QuoteChange), "Offers another time, seat or quantity of the same kind for items of a booking.")
            .Produces<ChangeView>(201).Refuses(404, 409, 422);
        changes.MapGet("/", ListChanges).Describe(nameof(ListChanges), "The changes of a booking, newest first.")
            .Produces<ChangeList>().Refuses(404);
        changes.MapPost("/{changeId:guid}/confirm", ConfirmChange).Describe(nameof(ConfirmChange), "Accepts a quoted change: at once, or with the payment of the difference.")
            .Idempotent().Produces<ChangeView>().Refuses(404, 409, 410, 422);
    }

    private static async Task<IResult> QuoteChange(Guid id, QuoteChangeRequest request, ISender sender, CancellationToken ct)
    {
        Result<IReadOnlyList<WantedItem>> items = request.ToItems();
        return items.IsFailure
            ? new Problem(items.Error)
            : (await sender.Send(new QuoteChangeCommand(id, items.Value), ct)).ToCreated(quote => $"/api/v1/bookings/{id}/changes");
    }

    private static async Task<IResult> ListChanges(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ListChangesQuery(id), ct)).ToOk();

    private static async Task<IResult> ConfirmChange(Guid id, Guid changeId, ISender sender, CancellationToken ct) =>
        (await sender.Send(new ConfirmChangeCommand(id, changeId), ct)).ToOk();
}

/// <summary>Which items become what: 1 to 20, each named once.</summary>
internal sealed record QuoteChangeRequest(IReadOnlyList<WantedItemBody> Items)
{
    public Result<IReadOnlyList<WantedItem>> ToItems()
    {
        List<WantedItem> items = [];
        Dictionary<string, string[]> errors = [];
        for (int i = 0; i < Items.Count; i++)
        {
            if (Items[i] is { } body)
            {
                items.Add(new WantedItem(body.Item, body.To.ToItem((member, message) => errors.TryAdd($"/items/{i}/to/{member}", [message]))));
            }
            else
            {
                errors.Add($"/items/{i}", ["An item must not be null."]);
            }
        }

        return errors.Count == 0
            ? items
            : Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = errors };
    }
}

/// <param name="Item">Index of the booking's item.</param>
/// <param name="To">As in a hold, of the same kind.</param>
internal sealed record WantedItemBody(int Item, ItemRequestBody To);
