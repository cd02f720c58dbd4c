namespace Booking.Api.Events;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Domain.Common;
using MediatR;

/// <summary>What an organiser does with an event.</summary>
internal sealed class EventManagementEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder events = api.MapGroup("/events").WithTags("Events");
        events.MapPost("", CreateEvent)
            .Describe(nameof(CreateEvent), "Drafts an event; nobody sees it before it is published.")
            .Produces<EventView>(201).Refuses(401, 403, 422);
        events.MapPatch("/{id:guid}", EditEvent)
            .Describe(nameof(EditEvent), "Changes what is given of an event.")
            .Produces<EventView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        events.MapPost("/{id:guid}/publish", PublishEvent)
            .Describe(nameof(PublishEvent), "Puts a draft on sale.")
            .Produces<EventView>().Refuses(401, 403, 404, 409, 422);
        events.MapPost("/{id:guid}/cancel", CancelEvent)
            .Describe(nameof(CancelEvent), "Calls an event off; a case is opened for every booking of it.")
            .Produces<EventView>().Refuses(401, 403, 404, 409);
        events.MapPost("/{id:guid}/postpone", PostponeEvent)
            .Describe(nameof(PostponeEvent), "Moves a published event to another time; it stays on sale, and a case is opened for every booking of it.")
            .Produces<EventView>().Refuses(401, 403, 404, 409, 422);
        events.MapPost("/{id:guid}/ticket-types", AddTicketType)
            .Describe(nameof(AddTicketType), "Adds a ticket type to an event.")
            .Produces<EventView>(201).Refuses(401, 403, 404, 409, 422);
        events.MapPatch("/{id:guid}/ticket-types/{ticketTypeId:guid}", EditTicketType)
            .Describe(nameof(EditTicketType), "Changes what is given of a ticket type; the ETag is the event's.")
            .Produces<EventView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        events.MapDelete("/{id:guid}/ticket-types/{ticketTypeId:guid}", WithdrawTicketType)
            .Describe(nameof(WithdrawTicketType), "Takes a ticket type off the sale; what is sold stays sold.")
            .Produces<EventView>().Refuses(401, 403, 404, 409, 412, 428);
        events.MapPost("/{id:guid}/pools", AddEventPool)
            .Describe(nameof(AddEventPool), "Opens a pool of places that several ticket types share.")
            .Produces<EventPoolView>(201).Refuses(401, 403, 404, 409, 422);
        events.MapPatch("/{id:guid}/pools/{poolId:guid}", ResizeEventPool)
            .Describe(nameof(ResizeEventPool), "Gives a shared pool another capacity; the ETag is the event's.")
            .Produces<EventPoolView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        events.MapGet("/{id:guid}/access-codes", ListAccessCodes)
            .Describe(nameof(ListAccessCodes), "The access codes of an event that are in use, oldest first; the codes themselves are not kept.")
            .Produces<Page<AccessCodeView>>().Refuses(401, 403, 404);
        events.MapPost("/{id:guid}/access-codes", AddAccessCode)
            .Describe(nameof(AddAccessCode), "Adds a code that opens hidden ticket types.")
            .Produces<AccessCodeView>(201).Refuses(401, 403, 404, 409, 422);
        events.MapDelete("/{id:guid}/access-codes/{accessCodeId:guid}", WithdrawAccessCode)
            .Describe(nameof(WithdrawAccessCode), "From now on the code opens nothing.")
            .Produces(204).Refuses(401, 403, 404);
    }

    private static async Task<IResult> CreateEvent(CreateEventRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<CreateEventCommand> command = body.ToCommand();
        return command.IsFailure ? new Problem(command.Error) : Created(await sender.Send(command.Value, ct), request);
    }

    private static async Task<IResult> EditEvent(Guid id, EditEventRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        Result<EditEventCommand> command = version.IsFailure ? version.Error : body.ToCommand(id, version.Value);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToTagged(request);
    }

    private static async Task<IResult> PublishEvent(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new PublishEventCommand(id), ct)).ToTagged(request);

    private static async Task<IResult> CancelEvent(Guid id, CancelEventRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(id), ct)).ToTagged(request);

    private static async Task<IResult> PostponeEvent(Guid id, PostponeEventRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<PostponeEventCommand> command = body.ToCommand(id);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToTagged(request);
    }

    private static async Task<IResult> AddTicketType(Guid id, AddTicketTypeRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<AddTicketTypeCommand> command = body.ToCommand(id);
        return command.IsFailure ? new Problem(command.Error) : Created(await sender.Send(command.Value, ct), request);
    }

    private static async Task<IResult> EditTicketType(Guid id, Guid ticketTypeId, EditTicketTypeRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        Result<EditTicketTypeCommand> command = version.IsFailure ? version.Error : body.ToCommand(id, ticketTypeId, version.Value);
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawTicketType(Guid id, Guid ticketTypeId, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawTicketTypeCommand(id, ticketTypeId, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> AddEventPool(Guid id, AddEventPoolRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new AddEventPoolCommand(id, body.Name, body.Capacity), ct)).ToCreated(_ => $"/api/v1/events/{id}?managed=true");

    private static async Task<IResult> ResizeEventPool(Guid id, Guid poolId, ResizeEventPoolRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new ResizeEventPoolCommand(id, poolId, version.Value, body.Capacity), ct)).ToOk();
    }

    private static async Task<IResult> ListAccessCodes(Guid id, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListAccessCodesQuery(id, asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> AddAccessCode(Guid id, AddAccessCodeRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(id), ct)).ToCreated(_ => $"/api/v1/events/{id}/access-codes");

    private static async Task<IResult> WithdrawAccessCode(Guid id, Guid accessCodeId, ISender sender, CancellationToken ct) =>
        (await sender.Send(new WithdrawAccessCodeCommand(id, accessCodeId), ct)).ToNoContent();

    /// <summary>201 with the event as its organiser sees it, its ETag and its address.</summary>
    private static IResult Created(Result<Versioned<EventView>> result, HttpRequest request)
    {
        if (result.IsFailure)
        {
            return new Problem(result.Error);
        }

        request.HttpContext.Response.Headers.ETag = FormattableString.Invariant($"\"{result.Value.Version}-{result.Value.Availability:x}\"");
        return TypedResults.Created($"/api/v1/events/{result.Value.View.Id}", result.Value.View);
    }
}
