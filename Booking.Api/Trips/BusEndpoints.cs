namespace Booking.Api.Trips;

using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Trips;
using Booking.Domain.Common;
using MediatR;

internal sealed class BusEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder buses = api.MapGroup("/buses").WithTags("Trips");
        buses.MapGet("", ListBuses)
            .Describe(nameof(ListBuses), "The caller's buses with their layouts; all of them for an admin.")
            .Produces<Page<BusView>>().Refuses(401, 403);
        buses.MapGet("/{id:guid}", GetBus)
            .Describe(nameof(GetBus), "One bus with its layout.")
            .Produces<BusView>().Produces(StatusCodes.Status304NotModified).Refuses(401, 403, 404);
        buses.MapPost("", CreateBus)
            .Describe(nameof(CreateBus), "Adds a bus with its layout.")
            .Produces<BusView>(201).Refuses(401, 403, 422);
        buses.MapPatch("/{id:guid}", EditBus)
            .Describe(nameof(EditBus), "Changes a bus. Seats that are sold on departures ahead stay what they are.")
            .Produces<BusView>().Refuses(401, 403, 404, 409, 412, 422, 428);
        buses.MapDelete("/{id:guid}", WithdrawBus)
            .Describe(nameof(WithdrawBus), "Withdraws a bus: no new departures are planned with it.")
            .Produces(204).Refuses(401, 403, 404, 412, 428);
    }

    private static async Task<IResult> ListBuses([AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<PageRequest> asked = page.ToPage();
        return asked.IsFailure ? new Problem(asked.Error) : (await sender.Send(new ListBusesQuery(asked.Value), ct)).ToPage(request);
    }

    private static async Task<IResult> GetBus(Guid id, HttpRequest request, ISender sender, CancellationToken ct) => (await sender.Send(new GetBusQuery(id), ct)).ToTagged(request);

    private static async Task<IResult> CreateBus(CreateBusRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreatedTagged(request, created => $"/api/v1/buses/{created.Id}");

    private static async Task<IResult> EditBus(Guid id, EditBusRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(body.ToCommand(id, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawBus(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawBusCommand(id, version.Value), ct)).ToNoContent();
    }
}
