namespace Booking.Api.Trips;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Trips;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class RouteEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder routes = api.MapGroup("/routes").WithTags("Trips");
        routes.MapGet("", ListRoutes).AllowAnonymous()
            .Describe(nameof(ListRoutes), "Bus routes with their stops.")
            .Produces<Page<RouteView>>().Refuses(401, 403);
        routes.MapGet("/{id:guid}", GetRoute).AllowAnonymous()
            .Describe(nameof(GetRoute), "One route with its stops.")
            .Produces<RouteView>().Produces(StatusCodes.Status304NotModified).Refuses(404);
        routes.MapPost("", CreateRoute)
            .Describe(nameof(CreateRoute), "Adds a route with its stops.")
            .Produces<RouteView>(201).Refuses(401, 403, 422);
        routes.MapPatch("/{id:guid}", EditRoute)
            .Describe(nameof(EditRoute), "Changes a route; what is sold keeps its terms.")
            .Produces<RouteView>().Refuses(401, 403, 404, 412, 422, 428);
        routes.MapDelete("/{id:guid}", WithdrawRoute)
            .Describe(nameof(WithdrawRoute), "Withdraws a route: it sells nothing new, what is sold stays.")
            .Produces(204).Refuses(401, 403, 404, 412, 428);
        routes.MapPut("/{id:guid}/stops", ReplaceStops)
            .Describe(nameof(ReplaceStops), "Replaces the timetable. Departures of which nothing is sold take it over; stops that sold ones call at keep their order.")
            .Produces<RouteView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        routes.MapGet("/{id:guid}/fares", GetRouteFares).AllowAnonymous()
            .Describe(nameof(GetRouteFares), "All fares of a route.")
            .Produces<RouteFaresView>().Produces(StatusCodes.Status304NotModified).Refuses(404);
        routes.MapPut("/{id:guid}/fares", ReplaceFares)
            .Describe(nameof(ReplaceFares), "Replaces all fares of a route; what is sold keeps its price.")
            .Produces<RouteFaresView>().Refuses(401, 403, 404, 412, 422, 428);
    }

    private static async Task<IResult> ListRoutes([AsParameters] PageQuery page, [FromQuery] string? managed, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListRoutesQuery query = new(read.Page(page)) { Managed = read.Flag("managed", managed) };
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetRoute(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetRouteQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> CreateRoute(CreateRouteRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreatedTagged(request, created => $"/api/v1/routes/{created.Id}");

    private static async Task<IResult> EditRoute(Guid id, EditRouteRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawRoute(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawRouteCommand(id, version.Value), ct)).ToNoContent();
    }

    private static async Task<IResult> ReplaceStops(Guid id, ReplaceStopsRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> GetRouteFares(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetRouteFaresQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> ReplaceFares(Guid id, ReplaceFaresRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }
}
