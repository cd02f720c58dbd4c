namespace Booking.Api.Waitlist;

using Booking.Api.Holds;
using Booking.Application.Holds;
using Booking.Application.Waitlist;
using Booking.Domain.Common;

/// <summary>What to wait for.</summary>
/// <param name="Item">As in a hold; a ticket type of an event with a seat plan stands for any seats of that category.</param>
/// <param name="AllOrNone">False takes fewer where fewer are free.</param>
/// <param name="SameClass">Any car of the same class in the same city would do.</param>
internal sealed record JoinWaitlistRequest(ItemRequestBody Item, bool AllOrNone = true, bool SameClass = false)
{
    public Result<JoinWaitlistCommand> ToCommand()
    {
        Dictionary<string, string[]> errors = [];
        ItemRequest item = Item.ToItem((member, message) => errors.TryAdd($"/item/{member}", [message]));
        return errors.Count == 0
            ? new JoinWaitlistCommand(item, AllOrNone, SameClass)
            : Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = errors };
    }
}

/// <summary>How many places of the event to wait for.</summary>
/// <param name="TicketTypeId">May be left out where the event has only one.</param>
/// <param name="AllOrNone">False takes fewer where fewer are free.</param>
internal sealed record JoinEventWaitlistRequest(int Quantity = 1, Guid? TicketTypeId = null, bool AllOrNone = true);

/// <summary>Which queue: that of an entry, or that of an offering.</summary>
/// <param name="Kind">Of the offering, as in a hold.</param>
/// <param name="OfferingId">The ticket type, event, car, hall, service, product or trip.</param>
internal sealed record PromoteWaitlistRequest(Guid? EntryId = null, string? Kind = null, Guid? OfferingId = null);
