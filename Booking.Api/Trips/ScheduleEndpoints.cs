namespace Booking.Api.Trips;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Trips;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class ScheduleEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder schedules = api.MapGroup("/schedules").WithTags("Trips");
        schedules.MapGet("", ListSchedules)
            .Describe(nameof(ListSchedules), "The caller's schedules; all of them for an admin.")
            .Produces<Page<ScheduleView>>().Refuses(401, 403);
        schedules.MapGet("/{id:guid}", GetSchedule)
            .Describe(nameof(GetSchedule), "One schedule.")
            .Produces<ScheduleView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        schedules.MapPost("", CreateSchedule)
            .Describe(nameof(CreateSchedule), "Adds a recurring departure. Its trips are created within moments, or at once by the call for it.")
            .Produces<ScheduleView>(201).Refuses(401, 403, 422);
        schedules.MapPatch("/{id:guid}", EditSchedule)
            .Describe(nameof(EditSchedule), "Changes a schedule and its departures ahead; those that are sold stay, and the answer names them.")
            .Produces<ScheduleChangeView>().Refuses(401, 403, 404, 412, 422, 428);
        schedules.MapDelete("/{id:guid}", WithdrawSchedule)
            .Describe(nameof(WithdrawSchedule), "Withdraws a schedule and its departures ahead; those that are sold stay, and the answer names them.")
            .Produces<ScheduleChangeView>().Refuses(401, 403, 404, 412, 428);
        schedules.MapPost("/{id:guid}/trips", CreateTrips)
            .Describe(nameof(CreateTrips), "Creates the departures up to the horizon now; repeatable.")
            .Produces<CreatedTripsView>().Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListSchedules(
        [AsParameters] PageQuery page, [FromQuery, Description("Only of this route.")] string? routeId, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListSchedulesQuery query = new(read.Id("routeId", routeId), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetSchedule(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetScheduleQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> CreateSchedule(CreateScheduleRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreatedTagged(request, created => $"/api/v1/schedules/{created.Id}");

    private static async Task<IResult> EditSchedule(Guid id, EditScheduleRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawSchedule(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawScheduleCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> CreateTrips(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new CreateTripsCommand(id), ct)).ToOk();
}
