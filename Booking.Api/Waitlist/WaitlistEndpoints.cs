namespace Booking.Api.Waitlist;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Waitlist;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class WaitlistEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/events/{id:guid}/waitlist", JoinEventWaitlist).WithTags("Waitlist")
            .Describe(nameof(JoinEventWaitlist), "Queues up for places of a sold-out event, or for any seats of a category.")
            .Idempotent().Produces<WaitlistEntryView>(201).Refuses(401, 404, 409, 422);
        RouteGroupBuilder waitlist = api.MapGroup("/waitlist").WithTags("Waitlist");
        waitlist.MapPost("", JoinWaitlist)
            .Describe(nameof(JoinWaitlist), "Queues up for anything that a hold could take and that cannot be had now.")
            .Idempotent().Produces<WaitlistEntryView>(201).Refuses(401, 404, 409, 422);
        waitlist.MapGet("", ListWaitlist)
            .Describe(nameof(ListWaitlist), "The caller's entries with their positions, oldest first; for administrators everybody's.")
            .Produces<Page<WaitlistEntryView>>().Refuses(401, 403);
        waitlist.MapPost("/promotions", PromoteWaitlist)
            .Describe(nameof(PromoteWaitlist), "Offers what is free to those who wait for it, in their order. Happens by itself, too; repeatable.")
            .Produces<PromotionView>().Refuses(401, 403, 404, 422);
        waitlist.MapGet("/{id:guid}", GetWaitlistEntry)
            .Describe(nameof(GetWaitlistEntry), "One entry with its position and estimate, or its offer.")
            .Produces<WaitlistEntryView>().Refuses(401, 404);
        waitlist.MapDelete("/{id:guid}", LeaveWaitlist)
            .Describe(nameof(LeaveWaitlist), "Leaves the queue; an offer goes to the next. Repeatable.")
            .Produces(204).Refuses(401, 404);
        waitlist.MapGet("/{id:guid}/explain", ExplainWaitlistEntry)
            .Describe(nameof(ExplainWaitlistEntry), "Every time somebody behind was offered something, and why this entry was not.")
            .Produces<WaitlistExplanationView>().Refuses(401, 404);
        waitlist.MapPost("/{id:guid}/accept", AcceptWaitlistOffer)
            .Describe(nameof(AcceptWaitlistOffer), "Takes the offer: its hold has now the time of any hold, and is booked as one.")
            .Idempotent().Produces<WaitlistEntryView>().Refuses(401, 404, 409, 410);
        waitlist.MapPost("/{id:guid}/decline", DeclineWaitlistOffer)
            .Describe(nameof(DeclineWaitlistOffer), "Does not take the offer: it goes to the next.")
            .Idempotent().Produces<WaitlistEntryView>().Refuses(401, 404, 409, 410);
    }

    private static async Task<IResult> JoinEventWaitlist(Guid id, JoinEventWaitlistRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new JoinEventWaitlistCommand(id, body.TicketTypeId, body.Quantity, body.AllOrNone), ct)).ToCreated(Location);

    private static async Task<IResult> JoinWaitlist(JoinWaitlistRequest body, ISender sender, CancellationToken ct)
    {
        Result<JoinWaitlistCommand> command = body.ToCommand();
        return command.IsFailure ? new Problem(command.Error) : (await sender.Send(command.Value, ct)).ToCreated(Location);
    }

    private static async Task<IResult> ListWaitlist([FromQuery] string? managed, [FromQuery] string? offeringId, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListWaitlistQuery query = new(read.Flag("managed", managed), read.Id("offeringId", offeringId), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> PromoteWaitlist(PromoteWaitlistRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new RunPromotionProcess(body.EntryId, body.Kind, body.OfferingId), ct)).ToOk();

    private static async Task<IResult> GetWaitlistEntry(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new GetWaitlistEntryQuery(id), ct)).ToOk();

    private static async Task<IResult> LeaveWaitlist(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new LeaveWaitlistCommand(id), ct)).ToNoContent();

    private static async Task<IResult> ExplainWaitlistEntry(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new ExplainWaitlistEntryQuery(id), ct)).ToOk();

    private static async Task<IResult> AcceptWaitlistOffer(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new AcceptWaitlistOfferCommand(id), ct)).ToOk();

    private static async Task<IResult> DeclineWaitlistOffer(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new DeclineWaitlistOfferCommand(id), ct)).ToOk();

    private static string Location(WaitlistEntryView entry) => $"/api/v1/waitlist/{entry.Id}";
}
