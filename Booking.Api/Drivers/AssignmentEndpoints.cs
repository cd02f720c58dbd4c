namespace Booking.Api.Drivers;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Domain.Drivers;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class AssignmentEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/drivers/me/assignments", ListOwnAssignments).WithTags("Drivers")
            .Describe(nameof(ListOwnAssignments), "What the driver who is signed in is asked to drive, will drive, and has driven; the earliest first.")
            .Produces<Page<AssignmentView>>().Refuses(401, 403, 404);
        RouteGroupBuilder assignments = api.MapGroup("/assignments/{id:guid}").WithTags("Drivers");
        assignments.MapGet("", GetAssignment)
            .Describe(nameof(GetAssignment), "One assignment.")
            .Produces<AssignmentView>().Refuses(401, 403, 404);
        assignments.MapPost("/accept", AcceptAssignment)
            .Describe(nameof(AcceptAssignment), "Takes the ride that was offered.")
            .Idempotent().Produces<AssignmentView>().Refuses(401, 403, 404, 409, 410);
        assignments.MapPost("/decline", DeclineAssignment)
            .Describe(nameof(DeclineAssignment), "Does not take the ride that was offered; the next driver is asked.")
            .Idempotent().Produces<AssignmentView>().Refuses(401, 403, 404, 409, 410);
        assignments.MapPost("/start", StartAssignment)
            .Describe(nameof(StartAssignment), "Begins a ride that was accepted.")
            .Idempotent().Produces<AssignmentView>().Refuses(401, 403, 404, 409, 422);
        assignments.MapPost("/finish", FinishAssignment)
            .Describe(nameof(FinishAssignment), "Ends a ride; the driver is free again.")
            .Idempotent().Produces<AssignmentView>().Refuses(401, 403, 404, 409);
        assignments.MapPost("/cancel", CancelAssignment)
            .Describe(nameof(CancelAssignment), "Gives back a ride that was accepted and has not begun; another driver is asked.")
            .Idempotent().Produces<AssignmentView>().Refuses(401, 403, 404, 409);
    }

    private static async Task<IResult> ListOwnAssignments(
        [FromQuery] string? status,
        [FromQuery] string? from,
        [FromQuery] string? to,
        [AsParameters] PageQuery page,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        ListOwnAssignmentsQuery query = new(read.Word<AssignmentStatus>("status", status), read.Instant("from", from), read.Instant("to", to), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetAssignment(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new GetAssignmentQuery(id), ct)).ToOk();

    private static async Task<IResult> AcceptAssignment(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new AcceptAssignmentCommand(id), ct)).ToOk();

    private static async Task<IResult> DeclineAssignment(Guid id, DeclineAssignmentRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new DeclineAssignmentCommand(id, body.Reason ?? ""), ct)).ToOk();

    private static async Task<IResult> StartAssignment(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new StartAssignmentCommand(id), ct)).ToOk();

    private static async Task<IResult> FinishAssignment(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new FinishAssignmentCommand(id), ct)).ToOk();

    private static async Task<IResult> CancelAssignment(Guid id, CancelAssignmentRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new CancelAssignmentCommand(id, body.Reason), ct)).ToOk();
}

/// <param name="Reason">For the admins; at most 500 characters.</param>
internal sealed record DeclineAssignmentRequest(string? Reason = null);

/// <param name="Reason">For the admins; 1 to 500 characters on one line.</param>
internal sealed record CancelAssignmentRequest(string Reason);
