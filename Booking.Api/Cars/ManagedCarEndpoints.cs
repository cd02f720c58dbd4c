namespace Booking.Api.Cars;

using Booking.Api.Http;
using Booking.Application.Cars;
using Booking.Domain.Common;
using MediatR;

internal sealed class ManagedCarEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder cars = api.MapGroup("/cars").WithTags("Cars");
        cars.MapPost("", CreateCar)
            .Describe(nameof(CreateCar), "Adds a car to the fleet; a provider owns what he adds.")
            .Produces<CarView>(201).Refuses(401, 403, 422);
        cars.MapPatch("/{id:guid}", EditCar)
            .Describe(nameof(EditCar), "Changes a car; what is held or sold keeps its price and terms.")
            .Produces<CarView>().Refuses(401, 403, 404, 412, 422, 428);
        cars.MapDelete("/{id:guid}", WithdrawCar)
            .Describe(nameof(WithdrawCar), "Takes a car off sale; what is held or sold stays good.")
            .Produces(204).Refuses(401, 403, 404, 412, 428);
    }

    private static async Task<IResult> CreateCar(CreateCarRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new CreateCarCommand(body.ToChanges()), ct)).ToCreatedTagged(request, car => $"/api/v1/cars/{car.Id}");

    private static async Task<IResult> EditCar(Guid id, EditCarRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new EditCarCommand(id, version.Value, body.ToChanges()), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawCar(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawCarCommand(id, version.Value), ct)).ToNoContent();
    }
}
